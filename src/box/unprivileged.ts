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
  const [first] = freeNumbers()
  if (first === undefined) throw new Error('every user id from 65520 to 65532 is taken on this machine')
  return { uid: first, gid: first, stepDown: true }
}

/**
 * A user of its own for the n-th cell, so that a server that was taken over is nobody to the others, even outside of
 * its box. Numbers are few: the thirteenth cell has the first one's again, or an earlier one where some are taken.
 * Everybody's is the same where we are no root.
 */
export function userOfCell(number: number): Unprivileged {
  const everybodys = unprivileged()
  const [, ...others] = everybodys.stepDown ? freeNumbers() : []
  const own = others[(number - 1) % others.length]
  return own === undefined ? everybodys : { uid: own, gid: own, stepDown: true }
}

let free: readonly number[] | undefined

function freeNumbers(): readonly number[] {
  const taken = free ? '' : readFileSync('/etc/passwd', 'utf8') + readFileSync('/etc/group', 'utf8')
  free ??= Array.from({ length: 13 }, (_, index) => 65_532 - index).filter((id) => !taken.includes(`:${id}:`))
  return free
}
