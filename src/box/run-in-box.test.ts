import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { chmod, chown, mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boxHere } from '../../test/box-here.ts'
import type { BoxSpec } from './box.ts'
import { countsMemory } from './memory-group.ts'
import { runInBox } from './run-in-box.ts'
import { startInBox } from './start-in-box.ts'
import { unprivileged } from './unprivileged.ts'

const spec: BoxSpec = {
  argv: ['true'],
  cwd: '/tmp',
  readOnly: [],
  writable: [],
  scratch: [],
  env: {},
  limits: { milliseconds: 10_000, outputBytes: 10_000 },
}
const bash = (script: string, more: Partial<BoxSpec> = {}) =>
  runInBox({ ...spec, ...more, argv: ['/bin/bash', '-c', script] })

describe.skipIf(!boxHere)('a boxed process', () => {
  let dir: string
  beforeAll(async () => {
    dir = mkdtempSync('/tmp/box-')
    await chmod(dir, 0o755)
    await mkdir(join(dir, 'read'))
    await mkdir(join(dir, 'write'))
    writeFileSync(join(dir, 'read/file'), 'seen')
    writeFileSync(join(dir, 'canary'), 'host-canary')
    const user = unprivileged()
    if (user.stepDown) await chown(join(dir, 'write'), user.uid, user.gid)
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  it('gives its output, its error output and its exit code', async () => {
    const ending = await bash('cat; echo err >&2; exit 3')
    expect(ending).toMatchObject({ exitCode: 3, signal: null, stdout: '', stderr: 'err\n', timedOut: false })
    const fed = await runInBox({ ...spec, argv: ['cat'] }, { stdin: 'a\0b' })
    expect(fed.stdout).toBe('ab')
  })

  it('sees its mounts and nothing else of the host', async () => {
    const readOnly = [{ host: join(dir, 'read'), inside: '/data' }]
    const ending = await bash(`cat /data/file; ls / /tmp /etc; cat ${dir}/canary /etc/shadow /root/x`, { readOnly })
    expect(ending.stdout).toMatch(/^seen/)
    expect(ending.stdout).not.toMatch(/shadow|root|home/)
    expect(ending.stderr.match(/No such file/g)).toHaveLength(3)
  })

  it('writes where it may and nowhere else', async () => {
    const more = {
      readOnly: [{ host: join(dir, 'read'), inside: '/data' }],
      writable: [{ host: join(dir, 'write'), inside: '/out' }],
      scratch: [{ inside: '/mem', bytes: 65_536 }],
    }
    const ending = await bash(
      'echo new >/out/f; echo a >/mem/a; for p in /data/n /x /usr/x /etc/x /dev/x; do echo >$p; done',
      more,
    )
    expect(readFileSync(join(dir, 'write/f'), 'utf8')).toBe('new\n')
    expect(ending.stderr.match(/Read-only file system/g)).toHaveLength(5)
    expect((await bash('head -c 100000 /dev/zero >/mem/a', more)).stderr).toMatch(/No space left/)
  })

  it('has the environment that was named, and its secrets are in no argument list', async () => {
    const ending = await bash('env; cat /proc/*/cmdline', { env: { PLAIN: 'p' }, secretEnv: { KEY: 'hidden value' } })
    expect(ending.stdout).toMatch(/^PLAIN=p$/m)
    expect(ending.stdout).toMatch(/^KEY=hidden value$/m)
    const names = [...ending.stdout.matchAll(/^(\w+)=/gm)].map((match) => match[1]).toSorted()
    expect(names).toEqual(['HOME', 'KEY', 'LANG', 'PATH', 'PLAIN', 'PWD', 'SHLVL', 'TMPDIR', '_'])

    const box = startInBox({ ...spec, argv: ['sleep', '77'], secretEnv: { KEY: 'hidden value' } })
    await sleep(300)
    const running = execFileSync('ps', ['axww', '-o', 'args'], { encoding: 'utf8' })
    box.kill()
    await box.exited
    expect(running).toContain('sleep 77')
    expect(running).not.toContain('hidden value')
  })

  it('has no privilege to gain and no network', async () => {
    const listener = createServer((socket) => socket.end('host'))
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const address = listener.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const script = `unshare -Ur true; grep -E 'CapEff|NoNewPrivs' /proc/self/status; (exec 3<>/dev/tcp/127.0.0.1/${port} && cat <&3); (exec 3<>/dev/tcp/192.0.2.1/80)`
    const ending = await bash(script)
    listener.close()
    expect(ending.stdout.replaceAll(/\s+/g, ' ')).toBe('CapEff: 0000000000000000 NoNewPrivs: 1 ')
    expect(ending.stderr).toMatch(/unshare failed[^]*Connection refused[^]*Network is unreachable/)
  })

  it('inherits no file descriptor', async () => {
    const script = `import { runInBox } from ${JSON.stringify(join(import.meta.dirname, 'run-in-box.ts'))}
      const ending = await runInBox({ ...${JSON.stringify(spec)}, argv: ['bash', '-c', 'echo /proc/self/fd/*; cat <&7'] })
      process.stdout.write(JSON.stringify(ending))`
    const shell = `exec 7<${join(dir, 'canary')}; exec "$0" --input-type=module -e "$1"`
    const ending = JSON.parse(execFileSync('bash', ['-c', shell, process.execPath, script], { encoding: 'utf8' }))
    expect(ending.stdout.trim().split(' ').length).toBeLessThanOrEqual(4)
    expect(ending.stdout).not.toContain('host-canary')
    expect(ending.stderr).toMatch(/Bad file descriptor/)
  })

  it('is killed at its deadline, with all its children', async () => {
    const more = {
      writable: [{ host: join(dir, 'write'), inside: '/out' }],
      limits: { ...spec.limits, milliseconds: 500 },
    }
    const ending = await bash('setsid bash -c "while :; do echo tick >>/out/ticks; sleep 0.05; done" & sleep 60', more)
    const ticks = readFileSync(join(dir, 'write/ticks'), 'utf8')
    expect(ending).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: true })
    await sleep(200)
    expect(ticks).toContain('tick')
    expect(readFileSync(join(dir, 'write/ticks'), 'utf8')).toBe(ticks)
  })

  it('leaves no daemon behind when it ends by itself', async () => {
    const more = { writable: [{ host: join(dir, 'write'), inside: '/out' }] }
    const daemon = 'setsid bash -c "while :; do echo tick >>/out/daemon; sleep 0.05; done" </dev/null >/dev/null 2>&1 &'
    await bash(`${daemon} sleep 0.3`, more)
    const ticks = readFileSync(join(dir, 'write/daemon'), 'utf8')
    await sleep(200)
    expect(readFileSync(join(dir, 'write/daemon'), 'utf8')).toBe(ticks)
  })

  it('is killed by an abort, also by one that came before', async () => {
    const running = await runInBox({ ...spec, argv: ['sleep', '60'] }, { signal: AbortSignal.timeout(100) })
    expect(running).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: false })
    const before = await runInBox({ ...spec, argv: ['sleep', '60'] }, { signal: AbortSignal.abort() })
    expect(before).toMatchObject({ exitCode: null, signal: 'SIGKILL' })
  })

  it('has limits on output, processes, files and memory', async () => {
    const loud = await bash('head -c 50000 /dev/zero | tr "\\0" x')
    expect(loud).toMatchObject({ exitCode: 0, truncated: true })
    expect(loud.stdout).toHaveLength(10_000)

    const limits = { ...spec.limits, processes: 20, fileMb: 1, memoryMb: 50 }
    const forks = await bash('for i in {1..40}; do sleep 5 & done; wait', {
      limits: { ...limits, milliseconds: 1_000 },
    })
    expect(forks.stderr).toMatch(/Resource temporarily unavailable/)
    expect((await bash('head -c 2000000 /dev/zero >/tmp/big', { limits })).exitCode).not.toBe(0)

    const node = { readOnly: [{ host: process.execPath, inside: '/opt/assay/bin/node' }], limits }
    const hog = 'const kept = []; for (let n = 0; n < 1000; n++) kept.push(Buffer.alloc(1 << 20, 1))'
    expect((await bash(`node -e '${hog}'`, node)).exitCode).not.toBe(0)
    expect((await bash(`node -e 'console.log(1)'`, node)).stdout).toBe('1\n')
  })

  it.runIf(countsMemory())('has a limit on what all its processes and directories in memory hold', async () => {
    const limits = { ...spec.limits, totalMb: 64 }
    const many = 'for n in 1 2 3; do head -c 40M /dev/zero | tail -n 1 | (sleep 1; wc -c) & done; wait'
    const { stdout } = await bash(many, { limits })
    expect(stdout.match(/^41943040$/gm) ?? []).not.toHaveLength(3)
    expect((await bash('head -c 100M /dev/zero >/tmp/file && echo written', { limits })).stdout).toBe('')
    expect((await bash(many, { limits: { ...limits, totalMb: 512 } })).stdout.match(/^41943040$/gm)).toHaveLength(3)
  })

  it('mounts what lies below a directory that only root may pass', async () => {
    const dir0700 = join(dir, 'private')
    await mkdir(join(dir0700, 'tree'), { recursive: true })
    writeFileSync(join(dir0700, 'tree/file'), 'deep')
    writeFileSync(join(dir0700, 'out'), '')
    await chmod(dir0700, 0o700)
    const user = unprivileged()
    if (user.stepDown) await chown(join(dir0700, 'out'), user.uid, user.gid)
    const more = {
      readOnly: [{ host: join(dir0700, 'tree'), inside: '/data' }],
      writable: [{ host: join(dir0700, 'out'), inside: '/out' }],
    }
    const ending = await bash('cat /data/file; echo >/data/new; echo written >/out', more)
    expect(ending.stdout).toBe('deep')
    expect(ending.stderr).toMatch(/Read-only file system/)
    expect(readFileSync(join(dir0700, 'out'), 'utf8')).toBe('written\n')
  })

  it('is reported as our fault when it could not be set up', async () => {
    const readOnly = [{ host: join(dir, 'absent'), inside: '/absent' }]
    await expect(bash('true', { readOnly })).rejects.toThrow(/could not be set up: .*absent/)
  })

  it('can live long, be written to, and dies with us, however we die', async () => {
    const script = `import { startInBox } from ${JSON.stringify(join(import.meta.dirname, 'start-in-box.ts'))}
      const box = startInBox({ ...${JSON.stringify(spec)}, argv: ['bash', '-c', 'read -r word; setsid sleep 4321 & echo got $word; sleep 4321'] })
      box.stdin.write('password\\n')
      box.stdout.pipe(process.stdout)`
    const orchestrator = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said = await new Promise<string>((resolve) =>
      orchestrator.stdout.once('data', (data) => resolve(String(data))),
    )
    expect(said).toBe('got password\n')
    expect(alive('sleep 4321')).toBe(true)
    orchestrator.kill('SIGKILL')
    await expect.poll(() => alive('sleep 4321'), { timeout: 3_000 }).toBe(false)
  })
})

function alive(command: string): boolean {
  return execFileSync('ps', ['axww', '-o', 'args'], { encoding: 'utf8' }).includes(command)
}
