import { readFileSync } from 'node:fs'

/** The user that everything boxed runs as. */
export interface Unprivileged {
  readonly uid: number
  readonly gid: number
  /** Whether we are root and must step down to it: files that it shall own need a chown, boxes need `setpriv`. */
  readonly stepDown: boolean
}

/**
 * Ourselves when we are an ordinary user. As root: a number that owns nothing and has no entry in the password file,
 * from the range that neither systemd nor any distribution hands out (65534 would not do: inside a user namespace
 * that is how everybody else's files show).
 */
export function unprivileged(): Unprivileged {
  const uid = process.getuid?.() ?? -1
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? -1, stepDown: false }
  chosen ??= firstFree()
  return { uid: chosen, gid: chosen, stepDown: true }
}

let chosen: number | undefined

function firstFree(): number {
  const taken = readFileSync('/etc/passwd', 'utf8') + readFileSync('/etc/group', 'utf8')
  const candidates = Array.from({ length: 13 }, (_, index) => 65_532 - index)
  const free = candidates.find((id) => !taken.includes(`:${id}:`))
  if (free === undefined) throw new Error('every user id from 65520 to 65532 is taken on this machine')
  return free
}
