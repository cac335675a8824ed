import { UserError } from '../../lib/user-error.ts'
import { type SystemCall, denied, judged, newest } from './denied.ts'
import { type Instruction, and, answer, assembled, field, ifAnyOf, ifEqual, ifGreater, load } from './program.ts'

export type Architecture = 'x64' | 'arm64'

/** The filter of system calls of every box, for this machine's processor. */
export function seccompFilter(): Buffer {
  known ??= assembled(filterFor(architectureHere()))
  return known
}

let known: Buffer | undefined

export function architectureHere(): Architecture {
  if (process.arch === 'x64' || process.arch === 'arm64') return process.arch
  throw new UserError(
    `Agents can't be confined on a ${process.arch} processor: its system calls are not known to Assay.`,
    'Run Assay on a machine with an x64 or arm64 processor.',
  )
}

/** Errors of the kernel, as a filter says them. */
export const refusal = { EPERM: 1, ENOSYS: 38, EAFNOSUPPORT: 97 } as const
export const allow = 0x7fff_0000
export const kill = 0x8000_0000
export const refuse = (error: number): number => 0x0005_0000 | error

export const architectures = { x64: 0xc000_003e, arm64: 0xc000_00b7 } as const

/**
 * Denies what is named and lets the rest through, up to the newest call that was looked at. A program of another
 * architecture has other numbers for everything: it is ended.
 */
export function filterFor(architecture: Architecture): Instruction[] {
  const on = (call: SystemCall, then: readonly Instruction[]): Instruction[] => {
    const number = call[architecture]
    return number === undefined ? [] : ifEqual(number, then)
  }
  return [
    load(field.architecture),
    ...unless(architectures[architecture], [answer(kill)]),
    load(field.number),
    ...ifGreater(newest, [no('ENOSYS')]),
    ...denied.flatMap((call) => on(call, [no('EPERM')])),
    // Its arguments lie in memory, where no filter can see them. Without it, clone is used.
    ...on(judged.clone3, [no('ENOSYS')]),
    ...on(judged.clone, [load(field.argument(0)), ...ifAnyOf(newNamespaces, [no('EPERM')]), yes]),
    ...on(judged.ioctl, [
      load(field.argument(1)),
      ...terminalInput.flatMap((request) => ifEqual(request, [no('EPERM')])),
      yes,
    ]),
    ...on(judged.socket, socketRules),
    ...on(judged.socketpair, [load(field.argument(0)), ...ifEqual(family.unix, [yes]), no('EAFNOSUPPORT')]),
    ...on(judged.personality, [
      load(field.argument(0)),
      ...[linux, onlyAsks].flatMap((persona) => ifEqual(persona, [yes])),
      no('EPERM'),
    ]),
    yes,
  ]
}

const yes = answer(allow)
const no = (error: keyof typeof refusal): Instruction => answer(refuse(refusal[error]))

/** CLONE_NEWNS, _NEWCGROUP, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET. */
const newNamespaces = 0x7e02_0000
/** TIOCSTI and TIOCLINUX put characters into a terminal, as if the person had typed them. */
export const terminalInput = [0x5412, 0x541c] as const
export const family = { unix: 1, inet: 2, inet6: 10, netlink: 16 } as const
export const socketKind = { raw: 3, packet: 10, mask: 0xf } as const
/** The routes of the own network, which Node and the C library ask for addresses. */
const netlinkRoute = 0
const linux = 0
const onlyAsks = 0xffff_ffff

/** Own network, own names: what is left are families that no network namespace keeps in, such as a machine's own wire to its host. */
const socketRules: readonly Instruction[] = [
  load(field.argument(0)),
  ...ifEqual(family.unix, [yes]),
  ...ifEqual(family.netlink, [load(field.argument(2)), ...ifEqual(netlinkRoute, [yes]), no('EAFNOSUPPORT')]),
  ...[family.inet, family.inet6].flatMap((each) =>
    ifEqual(each, [
      load(field.argument(1)),
      and(socketKind.mask),
      ...ifEqual(socketKind.raw, [no('EPERM')]),
      ...ifEqual(socketKind.packet, [no('EPERM')]),
      yes,
    ]),
  ),
  no('EAFNOSUPPORT'),
]

function unless(value: number, then: readonly Instruction[]): Instruction[] {
  const [look] = ifEqual(value, then)
  return [{ ...look!, jumpTrue: then.length, jumpFalse: 0 }, ...then]
}
