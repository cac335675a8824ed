import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { text as said } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { boxHere } from '../../test/box-here.ts'
import { diagnose } from './diagnose.ts'
import { probeBox } from './probe-box.ts'

const script = `import { probeBox } from ${JSON.stringify(join(import.meta.dirname, 'probe-box.ts'))}
  await probeBox().then(() => console.log('ready'), (error) => console.log(error.name, error.message, '->', error.fix))`

describe.skipIf(!boxHere)('probing the box', () => {
  it('finds it ready where its walls hold', async () => {
    await expect(probeBox()).resolves.toEqual({ kind: 'ready', name: 'bwrap' })
  })

  it.skipIf(process.getuid?.() !== 0)('names the setting that forbids user namespaces', async () => {
    const refused = await inNamespaceOfItsOwn('echo 0 >/proc/sys/user/max_user_namespaces', script)
    expect(refused).toMatch(
      /^UserError .*user\.max_user_namespaces = 0[^]*sudo sysctl -w user\.max_user_namespaces=15000/,
    )
  })

  // Each takes one wall down and leaves the others.
  it.skipIf(process.getuid?.() !== 0).each([
    ['the network', '--unshare-all', '--unshare-user --unshare-ipc --unshare-pid --unshare-uts', /connect to a port/],
    ['the processes', '--proc', '--ro-bind /proc', /see the processes/],
    ['the filter of system calls', '--seccomp', '--sync-fd', /make a system call/],
    ['the environment', '--clearenv', '--setenv LEFT open', /find in an environment/],
    ['the files', '--proc', '--ro-bind /var/lib /var/lib --proc', /keeps passwords and keys/],
  ])(
    'refuses a box that lacks a wall: %s',
    async (_, flag, instead, found) => {
      const refused = await withOtherBwrap(flag, instead)
      expect(refused).toMatch(/^UserError The box leaks: /)
      expect(refused).toMatch(found)
      // Where all processes of a busy machine are in sight, looking at them takes its time.
    },
    180_000,
  )
})

/** What is said on a machine whose bubblewrap is not what it seems: another program stands in its place. */
async function withOtherBwrap(flag: string, instead: string): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'assay-bwrap-'))
  try {
    chmodSync(dir, 0o755)
    const [real, other] = [join(dir, 'real'), join(dir, 'other')]
    const change = `for each; do case $each in ${flag}) set -- "$@" ${instead} ;; *) set -- "$@" "$each" ;; esac; shift; done`
    writeFileSync(real, '')
    writeFileSync(other, `#!/bin/bash\n${change}\nexec ${real} "$@"\n`, { mode: 0o755 })
    const swap = `mount --bind /usr/bin/bwrap ${real} && mount --bind ${other} /usr/bin/bwrap && exec "$0" --input-type=module -e "$1"`
    const args = ['--mount', '--propagation', 'private', 'bash', '-c', swap, process.execPath, script]
    return await said(spawn('unshare', args, { stdio: ['ignore', 'pipe', 'inherit'] }).stdout)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** The limit on user namespaces is one per user namespace: in one of its own a test can set it to nothing. */
async function inNamespaceOfItsOwn(prepare: string, script: string): Promise<string> {
  const wait = `echo ready; read; exec bash -c '${prepare}; exec "$0" --input-type=module -e "$1"' "$0" "$1"`
  const args = ['--user', 'bash', '-c', wait, process.execPath, script]
  const child = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  writeFileSync(`/proc/${child.pid}/uid_map`, '0 0 65536')
  writeFileSync(`/proc/${child.pid}/gid_map`, '0 0 65536')
  child.stdin.end('\n')
  return said(child.stdout)
}

describe('the reason why there is no box', () => {
  const kernel = (name: string, value: string) => (path: string) => (path.endsWith(name) ? value : '')
  it.each([
    ['bwrap: setting up uid map: Permission denied', kernel('apparmor_restrict_unprivileged_userns', '1'), /AppArmor/],
    ['bwrap: No permissions to create new namespace', kernel('unprivileged_userns_clone', '0'), /root only/],
    ['bwrap: No permissions to create new namespace', kernel('none', ''), /most containers/],
    ["bwrap: Can't mount proc on /newroot/proc: Operation not permitted", kernel('none', ''), /hides parts of \/proc/],
    ['setpriv: setresgid failed: Invalid argument', kernel('none', ''), /no other user ids/],
    ['bwrap: prctl(PR_SET_SECCOMP): Invalid argument', kernel('none', ''), /no filter of system calls/],
    [
      'the memory of a box could not be limited in sum: EPERM: operation not permitted',
      kernel('none', ''),
      /counts the memory/,
    ],
    ['something new', kernel('none', ''), /the system refused it/],
  ])('is read from %j', (said, read, because) => {
    const error = diagnose(said, undefined, read)
    expect(error.message).toMatch(because)
    expect(error.fix).not.toBe('')
  })
})
