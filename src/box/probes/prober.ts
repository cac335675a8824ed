import type { Architecture } from '../seccomp/filter.ts'
import { askedOn } from './system-calls.ts'

/**
 * A program of a few hundred bytes that makes each system call of the table and writes what the kernel answers, eight
 * bytes each. No language of scripts that is sure to be installed can make a call by its number.
 */
export function proberFor(architecture: Architecture): Buffer {
  const calls = askedOn(architecture)
  const { machine, code } = machines[architecture]
  const start = headerSize
  const tableAt = Math.ceil((start + code(0n, 0).length) / 8) * 8
  const text = code(base + BigInt(tableAt), calls.length)
  const file = Buffer.alloc(tableAt + calls.length * entrySize)
  writeHeader(file, { machine, entry: base + BigInt(start) })
  text.copy(file, start)
  for (const [index, { call, arguments: given }] of calls.entries()) {
    const words = [call[architecture] ?? 0, ...given]
    for (const [place, word] of words.entries()) {
      file.writeBigInt64LE(BigInt(word), tableAt + index * entrySize + place * 8)
    }
  }
  return file
}

const base = 0x40_0000n
const headerSize = 64 + 56
/** A number and six arguments. */
const entrySize = 7 * 8

/** An ELF executable of one segment, which may be read and executed. */
function writeHeader(file: Buffer, { machine, entry }: { machine: number; entry: bigint }): void {
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  file.writeUInt16LE(2, 16)
  file.writeUInt16LE(machine, 18)
  file.writeUInt32LE(1, 20)
  file.writeBigUInt64LE(entry, 24)
  file.writeBigUInt64LE(64n, 32)
  file.writeUInt16LE(64, 52)
  file.writeUInt16LE(56, 54)
  file.writeUInt16LE(1, 56)
  file.writeUInt32LE(1, 64)
  file.writeUInt32LE(5, 68)
  file.writeBigUInt64LE(base, 80)
  file.writeBigUInt64LE(base, 88)
  file.writeBigUInt64LE(BigInt(file.length), 96)
  file.writeBigUInt64LE(BigInt(file.length), 104)
  file.writeBigUInt64LE(0x1000n, 112)
}

interface Machine {
  readonly machine: number
  readonly code: (table: bigint, count: number) => Buffer
}

const machines: Readonly<Record<Architecture, Machine>> = {
  x64: { machine: 62, code: x64Code },
  arm64: { machine: 183, code: arm64Code },
}

function x64Code(table: bigint, count: number): Buffer {
  const begin = Buffer.from('48bb0000000000000000bd00000000', 'hex')
  begin.writeBigUInt64LE(table, 2)
  begin.writeUInt32LE(count, 11)
  const loop = Buffer.from(
    [
      '488b03', // mov rax, [rbx]
      '488b7b08', // mov rdi, [rbx+8]
      '488b7310', // mov rsi, [rbx+16]
      '488b5318', // mov rdx, [rbx+24]
      '4c8b5320', // mov r10, [rbx+32]
      '4c8b4328', // mov r8, [rbx+40]
      '4c8b4b30', // mov r9, [rbx+48]
      '0f05', // syscall
      '50', // push rax
      'b801000000', // mov eax, 1: write
      'bf01000000', // mov edi, 1
      '4889e6', // mov rsi, rsp
      'ba08000000', // mov edx, 8
      '0f05', // syscall
      '58', // pop rax
      '4883c338', // add rbx, 56
      'ffcd', // dec ebp
    ].join(''),
    'hex',
  )
  const again = Buffer.from([0x75, 256 - (loop.length + 2)])
  const exit = Buffer.from('b83c00000031ff0f05', 'hex')
  return Buffer.concat([begin, loop, again, exit])
}

function arm64Code(table: bigint, count: number): Buffer {
  const half = (shift: bigint) => Number((table >> shift) & 0xffffn)
  const loop = [
    0xf940_0268, // ldr x8, [x19]
    0xf940_0660, // ldr x0, [x19, 8]
    0xf940_0a61, // ldr x1, [x19, 16]
    0xf940_0e62, // ldr x2, [x19, 24]
    0xf940_1263, // ldr x3, [x19, 32]
    0xf940_1664, // ldr x4, [x19, 40]
    0xf940_1a65, // ldr x5, [x19, 48]
    0xd400_0001, // svc 0
    0xf81f_0fe0, // str x0, [sp, -16]!
    0xd280_0808, // mov x8, 64: write
    0xd280_0020, // mov x0, 1
    0x9100_03e1, // mov x1, sp
    0xd280_0102, // mov x2, 8
    0xd400_0001, // svc 0
    0x9100_43ff, // add sp, sp, 16
    0x9100_e273, // add x19, x19, 56
    0xf100_0694, // subs x20, x20, 1
  ]
  const words = [
    0xd280_0013 | (half(0n) << 5), // mov x19, table
    0xf2a0_0013 | (half(16n) << 5),
    0xd280_0014 | (count << 5), // mov x20, count
    ...loop,
    0x5400_0001 | ((-loop.length & 0x7ffff) << 5), // b.ne loop
    0xd280_0ba8, // mov x8, 93: exit
    0xd280_0000, // mov x0, 0
    0xd400_0001, // svc 0
  ]
  const code = Buffer.alloc(words.length * 4)
  for (const [index, word] of words.entries()) code.writeUInt32LE(word >>> 0, index * 4)
  return code
}
