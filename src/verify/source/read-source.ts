import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { BoxSpec, Mount } from '../../box/box.ts'
import { boxedCode } from '../../box/boxed-code.ts'
import { runInBox } from '../../box/run-in-box.ts'
import type { Toolchain } from '../../nango/toolchain.ts'
import type { Fault } from './boxed/faults.ts'
import type { SourceLiteral } from './boxed/literals.ts'
import type { RuleBreak } from './boxed/rule-breaks.ts'

/** What a source says, read without running any of it. */
export type SourceReading =
  | {
      readonly kind: 'read'
      readonly breaks: readonly RuleBreak[]
      readonly literals: readonly SourceLiteral[]
      /** Copies with one fault each. */
      readonly faults: readonly Fault[]
    }
  | { readonly kind: 'unreadable'; readonly because: string }

/** Parses a source in a box of its own: what would crash a parser crashes there. */
export async function readSource(text: string, toolchain: Toolchain): Promise<SourceReading> {
  const ending = await runInBox(parserBox(toolchain), { stdin: text })
  if (ending.timedOut) return { kind: 'unreadable', because: 'it takes too long to parse' }
  if (ending.exitCode !== 0) return { kind: 'unreadable', because: 'it is nested too deeply for a parser' }
  if (ending.truncated) return { kind: 'unreadable', because: 'it is larger than any function needs to be' }
  const read = answer.parse(JSON.parse(ending.stdout))
  return 'error' in read ? { kind: 'unreadable', because: read.error } : { kind: 'read', ...read }
}

export function parserBox(toolchain: Toolchain): BoxSpec {
  return {
    argv: ['/opt/node', '/opt/reader/boxed/main.js'],
    cwd: '/',
    readOnly: [
      { host: toolchain.node, inside: '/opt/node' },
      { host: boxedCode(dirname(toolchain.dir), parser), inside: '/opt/reader' },
      ...parserMounts(),
    ],
    writable: [],
    scratch: [],
    env: {},
    limits: { milliseconds: 20_000, outputBytes: 8_000_000, memoryMb: 1_000 },
  }
}

const concerns = z.enum(['runtime', 'trust', 'house'])
const fault = z.object({ id: z.string(), line: z.number(), text: z.string() })
const answer = z.union([
  z.object({ error: z.string() }),
  z.object({
    breaks: z.array(z.object({ line: z.number(), quote: z.string(), because: z.string(), concerns })),
    literals: z.array(z.object({ text: z.string(), line: z.number() })),
    faults: z.array(fault),
  }),
])

const parser = { root: import.meta.dirname, parts: ['boxed'] }

/** The parser and its native part, wherever npm has put them. */
function parserMounts(): Mount[] {
  const from = createRequire(import.meta.url)
  const parser = dirname(from.resolve('oxc-parser/package.json'))
  const libc = process.platform === 'linux' ? `-${isMusl() ? 'musl' : 'gnu'}` : ''
  const binding = `@oxc-parser/binding-${process.platform}-${process.arch}${libc}`
  const native = dirname(createRequire(`${parser}/package.json`).resolve(`${binding}/package.json`))
  return [
    { host: parser, inside: '/opt/node_modules/oxc-parser' },
    { host: native, inside: `/opt/node_modules/${binding}` },
  ]
}

function isMusl(): boolean {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime === undefined
}
