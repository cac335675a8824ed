import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boxHere } from '../../../test/box-here.ts'
import type { BoxSpec } from '../box.ts'
import { probeBox } from '../probe-box.ts'
import { runInBox } from '../run-in-box.ts'
import { confineWith } from '../sandbox.ts'
import { demandLinux } from './bubblewrap.ts'
import { containerCommand } from './container.ts'
import { demandSeatbelt, seatbeltCommand } from './seatbelt.ts'

const spec: BoxSpec = {
  argv: ['node', '/opt/in/main.js', '--at=/out'],
  cwd: '/out',
  readOnly: [
    { host: '/srv/in', inside: '/opt/in' },
    { host: '/srv/api.sock', inside: '/run/api.sock' },
  ],
  writable: [{ host: '/srv/out', inside: '/out' }],
  scratch: [{ inside: '/memory', bytes: 1024 }],
  env: { PLAIN: '/opt/in' },
  secretEnv: { KEY: 'hidden value' },
  limits: { milliseconds: 1_000, outputBytes: 1_000, memoryMb: 100, processes: 7, fileMb: 2 },
  user: { uid: 4711, gid: 4712, stepDown: true },
}

describe('a container', () => {
  const command = containerCommand(spec, { runtime: 'podman', name: 'assay-1' })
  const line = command.args.join(' ')

  it('has no network, no right, nothing to write but what is named, and limits', () => {
    expect(command.file).toBe('podman')
    expect(line).toMatch(/^run --rm --interactive --name assay-1 --user 4711:4712 /)
    for (const wall of [
      '--network none',
      '--ipc none',
      '--read-only',
      '--cap-drop ALL',
      '--security-opt no-new-privileges',
      '--pids-limit 7',
      '--memory 700m',
      '--mount type=bind,source=/usr,target=/usr,readonly',
      '--mount type=bind,source=/srv/in,target=/opt/in,readonly',
      '--mount type=bind,source=/srv/api.sock,target=/run/api.sock,readonly',
      '--mount type=bind,source=/srv/out,target=/out ',
      '--tmpfs /memory:size=1024,mode=0755,uid=4711,gid=4712',
      '--workdir /out',
    ]) {
      expect(line).toContain(wall)
    }
    expect(line).not.toContain('--privileged')
    expect(command.args.slice(-4)).toEqual(['box', 'node', '/opt/in/main.js', '--at=/out'])
  })

  it('is given secrets by name, is ended by its name, and says by a code of its own that it never stood', () => {
    expect(line).toContain('--env KEY --workdir')
    expect(line).not.toContain('hidden value')
    expect(command).toMatchObject({
      env: { KEY: 'hidden value' },
      stop: ['podman', 'kill', 'assay-1'],
      failedCode: 125,
    })
  })

  it('takes no path that would say more than a path', () => {
    const writable = [{ host: '/srv/a,readonly=false', inside: '/out' }]
    expect(() => containerCommand({ ...spec, writable }, { runtime: 'docker', name: 'x' })).toThrow(/comma/)
  })
})

describe('the sandbox of macOS', () => {
  it('denies by default, and has the paths of the machine in place of those of the box', () => {
    const { file, args, cwd, env } = seatbeltCommand(spec)
    expect(file).toBe('/usr/bin/sandbox-exec')
    expect(args[0]).toBe('-p')
    expect(args[1]).toMatch(/^\(version 1\)\(deny default\)/)
    expect(args[1]).toContain('(allow file-write* (subpath "/srv/out"))')
    expect(args[1]).toContain('(allow network-outbound (literal "/srv/api.sock"))')
    expect(args[1]).not.toMatch(/allow network\*|allow default|allow file-write\* \(subpath "\/"\)/)
    expect(args.slice(2)).toEqual(['node', '/srv/in/main.js', '--at=/srv/out'])
    expect(cwd).toBe('/srv/out')
    expect(env).toMatchObject({ PLAIN: '/srv/in', KEY: 'hidden value' })
  })

  it('is on macOS only, and Linux has its own', () => {
    expect(() => demandSeatbelt('linux')).toThrow(/macOS only/)
    expect(() => demandLinux('darwin')).toThrow(/can't be confined on darwin/)
    expect(() => demandLinux('linux')).not.toThrow()
  })
})

describe.runIf(boxHere)('no sandbox', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'assay-none-'))
    writeFileSync(join(dir, 'file'), 'seen')
    confineWith('none')
  })
  afterEach(() => {
    confineWith('bwrap')
    rmSync(dir, { recursive: true })
  })

  const run = (script: string, secretEnv = {}) =>
    runInBox({
      argv: ['/bin/bash', '-c', script],
      cwd: '/tmp',
      readOnly: [{ host: join(dir, 'file'), inside: '/given/file' }],
      writable: [],
      scratch: [{ inside: '/memory', bytes: 65_536 }],
      env: {},
      secretEnv,
      limits: { milliseconds: 10_000, outputBytes: 100_000 },
    })

  it('has the places of a box, ends whole, and keeps nothing', async () => {
    await expect(probeBox()).resolves.toEqual({ kind: 'ready', name: 'none' })
    const sees = `tr '\\0' ' ' </proc/${process.pid}/cmdline; grep Seccomp: /proc/self/status`
    const { stdout, exitCode } = await run(`cat /given/file; echo; echo x >/memory/x; ${sees}; echo "$KEY"; exit 3`, {
      KEY: 'its key',
    })
    expect(stdout).toMatch(/^seen\n.*node[^]*Seccomp:\s0\nits key\n$/)
    expect(exitCode).toBe(3)
    const ending = await run("setsid sleep 7654321 & sleep 0.2; pgrep -xfc 'sleep 7654321'")
    expect(ending.stdout.trim()).toBe('1')
    expect((await run("pgrep -xfc 'sleep 7654321'")).stdout.trim()).toBe('0')
  })
})
