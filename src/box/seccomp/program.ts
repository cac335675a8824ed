/** One instruction of the kernel's classic packet filter. Jumps count the instructions that are left out. */
export interface Instruction {
  readonly code: number
  readonly jumpTrue: number
  readonly jumpFalse: number
  readonly value: number
}

/** What a filter is asked about: `struct seccomp_data`. Of the arguments, the lower half is looked at: no flag is in the other. */
export const field = { number: 0, architecture: 4, argument: (index: number) => 16 + 8 * index } as const

const code = { load: 0x20, and: 0x54, isEqual: 0x15, isGreater: 0x25, hasAny: 0x45, answer: 0x06 } as const

export const load = (offset: number): Instruction => instruction(code.load, offset)
export const and = (mask: number): Instruction => instruction(code.and, mask)
export const answer = (value: number): Instruction => instruction(code.answer, value)

/** Goes through `then` when what is loaded is `value`; else past it. */
export const ifEqual = (value: number, then: readonly Instruction[]): Instruction[] => [
  past(code.isEqual, value, then),
  ...then,
]
export const ifGreater = (value: number, then: readonly Instruction[]): Instruction[] => [
  past(code.isGreater, value, then),
  ...then,
]
export const ifAnyOf = (bits: number, then: readonly Instruction[]): Instruction[] => [
  past(code.hasAny, bits, then),
  ...then,
]

/** A jump has eight bits. */
const furthest = 255

function past(kind: number, value: number, then: readonly Instruction[]): Instruction {
  if (then.length > furthest) throw new Error(`${then.length} instructions cannot be jumped over`)
  return { code: kind, jumpTrue: 0, jumpFalse: then.length, value }
}

function instruction(kind: number, value: number): Instruction {
  return { code: kind, jumpTrue: 0, jumpFalse: 0, value }
}

/** As bubblewrap hands it to the kernel: an array of `struct sock_filter`. Both processors that we know are little-endian. */
export function assembled(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8)
  for (const [index, { code, jumpTrue, jumpFalse, value }] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8)
    bytes.writeUInt8(jumpTrue, index * 8 + 2)
    bytes.writeUInt8(jumpFalse, index * 8 + 3)
    bytes.writeUInt32LE(value, index * 8 + 4)
  }
  return bytes
}
