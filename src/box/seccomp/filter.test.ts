import { describe, expect, it } from 'vitest'
import { denied, judged, newest } from './denied.ts'
import { type Architecture, allow, architectures, family, filterFor, kill, refusal, refuse } from './filter.ts'
import { type Instruction, field } from './program.ts'

interface Call {
  readonly number: number
  readonly arguments?: readonly number[]
  readonly architecture?: number
}

/** What the kernel would answer: its machine, as far as our filters use it. */
function decide(program: readonly Instruction[], { number, arguments: given = [], architecture = 0 }: Call): number {
  const data = new Map([
    [field.number, number],
    [field.architecture, architecture],
    ...given.map((value, index) => [field.argument(index), value] as const),
  ])
  let held = 0
  for (let at = 0; ; at++) {
    const { code, jumpTrue, jumpFalse, value } = program[at]!
    const jump = (holds: boolean) => void (at += holds ? jumpTrue : jumpFalse)
    if (code === 0x20) held = data.get(value) ?? 0
    else if (code === 0x54) held = (held & value) >>> 0
    else if (code === 0x15) jump(held === value)
    else if (code === 0x25) jump(held > value)
    else if (code === 0x45) jump((held & value) !== 0)
    else if (code === 0x06) return value
    else throw new Error(`no such instruction: ${code}`)
  }
}

describe.each(['x64', 'arm64'] as const)('the filter of system calls on %s', (kind: Architecture) => {
  const program = filterFor(kind)
  const of = (number: number | undefined, ...given: number[]) =>
    decide(program, { number: number ?? -1, arguments: given, architecture: architectures[kind] })
  const [eperm, enosys, afno] = [refuse(refusal.EPERM), refuse(refusal.ENOSYS), refuse(refusal.EAFNOSUPPORT)]

  it('is one that the kernel takes', () => {
    expect(program.length).toBeLessThan(4096)
    expect(program.at(-1)).toMatchObject({ code: 0x06 })
    for (const [at, { jumpTrue, jumpFalse }] of program.entries()) {
      expect(at + Math.max(jumpTrue, jumpFalse)).toBeLessThan(program.length)
    }
  })

  it('denies every call that is named, and lets what programs need through', () => {
    for (const call of denied.filter((each) => each[kind] !== undefined)) expect(of(call[kind]), call.name).toBe(eperm)
    // read, openat, mmap, execve, futex, epoll_pwait, prlimit64, getrandom, statx, seccomp, landlock_create_ruleset
    const needed = {
      x64: [0, 257, 9, 59, 202, 281, 302, 318, 332, 317, 444, newest],
      arm64: [63, 56, 222, 221, 98, 22, 261, 278, 291, 277, 444, newest],
    }
    for (const number of needed[kind]) expect(of(number), String(number)).toBe(allow)
  })

  it('knows no call that is newer than it, nor those of another table', () => {
    expect(of(newest + 1)).toBe(enosys)
    expect(of(0x4000_0000 + 59)).toBe(enosys)
    expect(of(0xffff_ffff)).toBe(enosys)
    expect(of(judged.clone3[kind], 0)).toBe(enosys)
  })

  it('ends a program of another architecture', () => {
    const i386 = 0x4000_0003
    expect(decide(program, { number: 0, architecture: i386 })).toBe(kill)
  })

  it('lets processes and threads be made, and no namespaces with them', () => {
    const [thread, child, newUser, newMounts] = [0x003d_0f00, 17, 0x1000_0000, 0x0002_0000]
    expect(of(judged.clone[kind], thread)).toBe(allow)
    expect(of(judged.clone[kind], child)).toBe(allow)
    expect(of(judged.clone[kind], newUser | child)).toBe(eperm)
    expect(of(judged.clone[kind], newMounts)).toBe(eperm)
  })

  it('lets terminals be asked and not be typed into', () => {
    const [getAttributes, typeIn, console] = [0x5401, 0x5412, 0x541c]
    expect(of(judged.ioctl[kind], 0, getAttributes)).toBe(allow)
    expect(of(judged.ioctl[kind], 0, typeIn)).toBe(eperm)
    expect(of(judged.ioctl[kind], 0, console)).toBe(eperm)
  })

  it('lets sockets be made of the own network and the own files', () => {
    const [stream, raw, closeOnExec, vsock, packet, crypto] = [1, 3, 0x80000, 40, 17, 38]
    const socket = (...given: number[]) => of(judged.socket[kind], ...given)
    for (const each of [family.unix, family.inet, family.inet6]) expect(socket(each, stream | closeOnExec)).toBe(allow)
    expect(socket(family.netlink, raw | closeOnExec, 0)).toBe(allow)
    expect(socket(family.netlink, raw, 9)).toBe(afno)
    for (const each of [family.inet, family.inet6]) expect(socket(each, raw | closeOnExec, 1)).toBe(eperm)
    for (const each of [vsock, packet, crypto, 99]) expect(socket(each, stream)).toBe(afno)
    expect(of(judged.socketpair[kind], family.unix, stream)).toBe(allow)
    expect(of(judged.socketpair[kind], vsock, stream)).toBe(afno)
  })

  it('keeps the persona that hides no address', () => {
    expect(of(judged.personality[kind], 0xffff_ffff)).toBe(allow)
    expect(of(judged.personality[kind], 0)).toBe(allow)
    expect(of(judged.personality[kind], 0x0040_000)).toBe(eperm)
  })
})
