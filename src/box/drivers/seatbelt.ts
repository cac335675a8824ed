import { existsSync } from 'node:fs'
import { UserError } from '../../lib/user-error.ts'
import { type BoxCommand, standardEnv } from '../box-command.ts'
import type { BoxSpec } from '../box.ts'
import type { BoxDriver } from './driver.ts'

/** The sandbox of macOS: rules for paths where Linux has mounts. It can't move a file to another place. */
export const seatbelt: BoxDriver = {
  name: 'seatbelt',
  demand: async () => demandSeatbelt(),
  command: seatbeltCommand,
}

const program = '/usr/bin/sandbox-exec'

export function demandSeatbelt(platform: string = process.platform): void {
  if (platform !== 'darwin') {
    throw new UserError('The sandbox of macOS is on macOS only.', 'Leave --sandbox away: on Linux bubblewrap is used.')
  }
  if (!existsSync(program)) {
    throw new UserError(`This macOS has no ${program}.`, 'Run Assay on Linux, in a virtual machine or on a server.')
  }
}

/** Paths of the box are replaced by those of the machine wherever the caller names them. */
export function seatbeltCommand(spec: BoxSpec): BoxCommand {
  const onHost = (text: string) => hostPaths(text, spec)
  const environment = { ...standardEnv, ...spec.env, ...spec.secretEnv }
  return {
    file: program,
    args: ['-p', profileOf(spec), ...spec.argv.map(onHost)],
    inputs: [],
    cwd: onHost(spec.cwd),
    env: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, onHost(value)])),
  }
}

function hostPaths(text: string, { readOnly, writable }: BoxSpec): string {
  const mounts = [...readOnly, ...writable].toSorted((a, b) => b.inside.length - a.inside.length)
  return mounts.reduce((changed, { host, inside }) => changed.replaceAll(inside, host), text)
}

/** Deny by default; what a process needs to start, and what the box names. */
function profileOf({ readOnly, writable }: BoxSpec): string {
  const readable = [
    '/usr',
    '/bin',
    '/System',
    '/Library/Apple',
    '/private/var/db/dyld',
    ...readOnly.map(({ host }) => host),
  ]
  const paths = (hosts: readonly string[]) => hosts.map((host) => `(subpath ${JSON.stringify(host)})`).join(' ')
  const written = writable.map(({ host }) => host)
  return [
    '(version 1)',
    '(deny default)',
    '(allow process-fork)',
    '(allow signal (target same-sandbox))',
    '(allow sysctl-read)',
    '(allow file-read-metadata)',
    '(allow file-read* file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/urandom"))',
    `(allow file-read* process-exec ${paths([...readable, ...written])})`,
    ...(written.length > 0 ? [`(allow file-write* ${paths(written)})`] : []),
    ...readOnly
      .filter(({ host }) => host.endsWith('.sock'))
      .map(({ host }) => `(allow network-outbound (literal ${JSON.stringify(host)}))`),
  ].join('')
}
