import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnosis } from '../src/doctor.ts'
import { boxHere } from './box-here.ts'

const bin = join(import.meta.dirname, '../bin/assay.mjs')
const isRoot = process.getuid?.() === 0

const spec = `version: 1
models: [anthropic/claude-sonnet-4-5, peer/unheard-of]
providers: { peer: { url: "http://127.0.0.1:9", protocol: chat, key: PEER_KEY } }
apis: { slack: { interactions: { send-message: Send a message. } } }
`

describe.runIf(boxHere)('assay doctor', () => {
  let dir: string
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'assay-doctor-'))
    chmodSync(dir, 0o755)
    // Every look but the first finds the toolchain made.
    mkdirSync(join(dir, '.assay'))
    symlinkSync(join(import.meta.dirname, '../node_modules/.cache/assay'), join(dir, '.assay/cache'))
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  /** `prepare` changes the machine as the process sees it, in a mount namespace of its own. */
  function doctor(
    prepare?: string,
    env: Record<string, string> = {},
    program = bin,
  ): { code: number | null } & Diagnosis {
    const command = [process.execPath, program, 'doctor', '--json']
    const [file = '', ...args] =
      prepare === undefined
        ? command
        : ['unshare', '--mount', '--propagation', 'private', 'bash', '-c', `${prepare} && exec "$0" "$@"`, ...command]
    const { status, stdout, stderr } = spawnSync(file, args, {
      cwd: dir,
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', ...env },
    })
    expect(stdout, stderr).toMatch(/^\{/)
    return { code: status, ...(JSON.parse(stdout) as Diagnosis) }
  }
  const outcomes = ({ findings }: Diagnosis) => findings.map(({ about, outcome }) => `${about} ${outcome}`)

  it('finds a good machine good, and says that there is no spec', () => {
    const { code, probes, ...diagnosis } = doctor()
    expect(outcomes({ ...diagnosis, probes })).toEqual([
      'assay good',
      'node good',
      'disk good',
      'memory good',
      'sockets good',
      'box good',
      'opencode good',
      'toolchain good',
      'gateway good',
      'spec note',
    ])
    expect(code).toBe(0)
    expect(probes.length).toBeGreaterThan(30)
    expect(probes.filter(({ outcome }) => outcome !== 'held')).toEqual([])
  })

  it('finds what a spec lacks: a key, a price', () => {
    writeFileSync(join(dir, 'assay.yaml'), spec)
    try {
      const bare = doctor()
      expect(bare.code).toBe(2)
      expect(bare.findings.filter(({ about }) => about === 'model')).toMatchObject([
        { outcome: 'mend', says: expect.stringContaining('key'), fix: expect.stringContaining('ANTHROPIC_API_KEY') },
        { outcome: 'mend', says: expect.stringContaining('price'), fix: expect.stringContaining('providers: {peer') },
      ])
      const keyed = doctor(undefined, { ANTHROPIC_API_KEY: 'sk-canary-key' })
      expect(keyed.findings.filter(({ about }) => about === 'model')).toMatchObject([
        { outcome: 'good', says: expect.stringContaining('$3 in and $15 out') },
        { outcome: 'mend' },
      ])
      expect(JSON.stringify(keyed)).not.toContain('sk-canary-key')
      writeFileSync(join(dir, 'assay.yaml'), 'version: 1\nmodel: x\n')
      expect(outcomes(doctor())).toContain('spec mend')
    } finally {
      rmSync(join(dir, 'assay.yaml'))
    }
  })

  it.runIf(isRoot)('refuses a machine without bubblewrap, and says how it is installed', () => {
    const hidden = join(dir, 'overlay')
    mkdirSync(join(hidden, 'up'), { recursive: true })
    mkdirSync(join(hidden, 'work'))
    const hide = `mount -t tmpfs none ${hidden} && mkdir ${hidden}/up ${hidden}/work && mount -t overlay -o lowerdir=/usr/bin,upperdir=${hidden}/up,workdir=${hidden}/work overlay /usr/bin && rm /usr/bin/bwrap`
    const { code, ...diagnosis } = doctor(hide)
    expect(code).toBe(2)
    expect(diagnosis.findings.find(({ about }) => about === 'box')).toMatchObject({
      outcome: 'mend',
      says: expect.stringContaining('needs bwrap'),
      fix: expect.stringContaining('apt-get install --yes bubblewrap'),
    })
    expect(outcomes(diagnosis)).toContain('toolchain not-looked')
  })

  it.runIf(isRoot)('refuses a box that leaks, and no run starts an agent in it', () => {
    const [real, other] = [join(dir, 'real'), join(dir, 'other')]
    writeFileSync(real, '')
    const change = `for each; do case $each in --seccomp) set -- "$@" --sync-fd ;; *) set -- "$@" "$each" ;; esac; shift; done`
    writeFileSync(other, `#!/bin/bash\n${change}\nexec ${real} "$@"\n`, { mode: 0o755 })
    const leaky = `mount --bind /usr/bin/bwrap ${real} && mount --bind ${other} /usr/bin/bwrap`
    const { code, ...diagnosis } = doctor(leaky)
    expect(code).toBe(2)
    expect(diagnosis.ready).toBe(false)
    const holes = diagnosis.probes.filter(({ outcome }) => outcome === 'hole').map(({ name }) => name)
    expect(holes).toContain('system-calls')
    expect(outcomes(diagnosis)).toContain('box mend')

    const demo = `${leaky} && exec "$0" ${bin} demo --only "slack/list-users"`
    const ran = spawnSync('unshare', ['--mount', '--propagation', 'private', 'bash', '-c', demo, process.execPath], {
      cwd: dir,
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin' },
    })
    expect(ran.status).toBe(2)
    expect(ran.stderr).toMatch(/assay: The box leaks: a process inside could [^]*\nfix: /)
    expect(ran.stderr).not.toMatch(/attempt/)
  })

  it('says of an installation without the Nango CLI what mends it', () => {
    const [own, whole] = [join(dir, 'own'), join(import.meta.dirname, '..')]
    mkdirSync(join(own, 'node_modules'), { recursive: true })
    for (const name of ['bin', 'src', 'package.json']) cpSync(join(whole, name), join(own, name), { recursive: true })
    for (const name of readdirSync(join(whole, 'node_modules')).filter((each) => each !== 'nango')) {
      symlinkSync(join(whole, 'node_modules', name), join(own, 'node_modules', name))
    }
    const { code, ...diagnosis } = doctor(undefined, {}, join(own, 'bin/assay.mjs'))
    expect(code).toBe(2)
    expect(diagnosis.findings.filter(({ outcome }) => outcome === 'mend')).toMatchObject([
      { about: 'assay', says: 'The Nango CLI is not installed.', fix: expect.stringContaining('npm ci') },
      { about: 'toolchain', fix: expect.stringContaining('npm ci') },
    ])
  })
})
