import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { boxHere } from '../../test/box-here.ts'
import { diagnose } from './diagnose.ts'
import { probeBox } from './probe-box.ts'

describe.skipIf(!boxHere)('probing the box', () => {
  it('finds it ready where its walls hold', async () => {
    await expect(probeBox()).resolves.toEqual({ kind: 'ready', name: 'bwrap' })
  })

  it.skipIf(process.getuid?.() !== 0)('names the setting that forbids user namespaces', async () => {
    const script = `import { probeBox } from ${JSON.stringify(join(import.meta.dirname, 'probe-box.ts'))}
      await probeBox().then(() => console.log('ready'), (error) => console.log(error.name, error.message, '->', error.fix))`
    const said = await inNamespaceOfItsOwn('echo 0 >/proc/sys/user/max_user_namespaces', script)
    expect(said).toMatch(/^UserError .*user\.max_user_namespaces = 0[^]*sudo sysctl -w user\.max_user_namespaces=15000/)
  })
})

/** The limit on user namespaces is one per user namespace: in one of its own a test can set it to nothing. */
async function inNamespaceOfItsOwn(prepare: string, script: string): Promise<string> {
  const wait = `echo ready; read; exec bash -c '${prepare}; exec "$0" --input-type=module -e "$1"' "$0" "$1"`
  const args = ['--user', 'bash', '-c', wait, process.execPath, script]
  const child = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  writeFileSync(`/proc/${child.pid}/uid_map`, '0 0 65536')
  writeFileSync(`/proc/${child.pid}/gid_map`, '0 0 65536')
  child.stdin.end('\n')
  return text(child.stdout)
}

describe('the reason why there is no box', () => {
  const kernel = (name: string, value: string) => (path: string) => (path.endsWith(name) ? value : '')
  it.each([
    ['bwrap: setting up uid map: Permission denied', kernel('apparmor_restrict_unprivileged_userns', '1'), /AppArmor/],
    ['bwrap: No permissions to create new namespace', kernel('unprivileged_userns_clone', '0'), /root only/],
    ['bwrap: No permissions to create new namespace', kernel('none', ''), /most containers/],
    ["bwrap: Can't mount proc on /newroot/proc: Operation not permitted", kernel('none', ''), /hides parts of \/proc/],
    ['setpriv: setresgid failed: Invalid argument', kernel('none', ''), /no other user ids/],
    ['something new', kernel('none', ''), /the system refused it/],
  ])('is read from %j', (said, read, because) => {
    const error = diagnose(said, undefined, read)
    expect(error.message).toMatch(because)
    expect(error.fix).not.toBe('')
  })
})
