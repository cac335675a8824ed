import { type Json, jsonOrNothing } from '../../lib/json.ts'
import type { Scene } from '../part.ts'

/** The command lines that the rules show, with NAME, CONNECTION and API to be filled in. */
export interface Commands {
  readonly compile: string
  readonly dryRun: string
  readonly save: string
}

/** Reads the commands out of the rules; what they do not show is not known. */
export function commandsIn(rules: string): Commands {
  const lines = [...rules.matchAll(/`(nango [^`]+)`/g)].map(([, line = '']) => line)
  return {
    compile: lines.find((line) => line.startsWith('nango compile')) ?? 'nango compile',
    dryRun: lines.find((line) => line.startsWith('nango dryrun')) ?? 'nango dryrun NAME CONNECTION',
    save: /the same with `(--[\w-]+)`/.exec(rules)?.[1] ?? '',
  }
}

export interface Given {
  readonly input?: Json
  readonly metadata?: Json
  readonly save?: boolean
}

/** The command line of a dry run. */
export function dryRunLine({ dryRun, save }: Commands, scene: Scene, given: Given): string {
  const [plain = ''] = dryRun.split(/ --(?:input|metadata|checkpoint) /)
  const words = plain.replace('NAME', scene.name).replace('CONNECTION', scene.connection).replace('API', scene.api)
  const more = [
    ...(given.save && save ? [save] : []),
    ...(given.input === undefined ? [] : [`--input ${quoted(given.input)}`]),
    ...(given.metadata === undefined ? [] : [`--metadata ${quoted(given.metadata)}`]),
  ]
  return [words, ...more].join(' ')
}

function quoted(value: Json): string {
  return `'${JSON.stringify(value).replaceAll("'", String.raw`'\''`)}'`
}

/** How a dry run went, as far as what was printed tells. */
export type Tried =
  | { readonly kind: 'passed'; readonly output: Json; readonly records: readonly Json[] }
  /** The API or its gateway does not let this connection in. */
  | { readonly kind: 'stopped'; readonly because: string }
  | { readonly kind: 'failed'; readonly because: string; readonly status: number | undefined }

const failure =
  /an error occurred|compilation error|\berr - |validation error|invalid action|\(exit code [1-9]|command not found|no such command|There is no command/i

/** Whether a command did not do what it is for, as far as what was printed tells. */
export function isRefused(printed: string): boolean {
  return failure.test(printed)
}

export function readDryRun(printed: string): Tried {
  if (/\bstopped: /.test(printed)) return { kind: 'stopped', because: lineWith(printed, /stopped: /) }
  if (failure.test(printed) || printed.trim() === '') {
    const status = /"status": (\d{3})\b/.exec(printed)?.[1]
    return { kind: 'failed', because: tellingPart(printed), status: status === undefined ? undefined : Number(status) }
  }
  const done = printed.slice(printed.lastIndexOf('\nDone\n') + 6)
  return { kind: 'passed', output: jsonBefore(done), records: recordsIn(done) }
}

/** What an error says beside where it happened. */
function tellingPart(printed: string): string {
  const from = Math.max(printed.search(/an error occurred|\berr - |validation error|invalid action/i), 0)
  return printed.slice(from, from + 3_000)
}

function lineWith(printed: string, pattern: RegExp): string {
  return (
    printed
      .split('\n')
      .find((line) => pattern.test(line))
      ?.trim()
      .slice(0, 300) ?? ''
  )
}

function jsonBefore(text: string): Json {
  return jsonOrNothing(text.replace(/\n(✅|The following|Diagnostics)[\s\S]*$/, '')) ?? null
}

/** Records that a sync would save are printed one after the other. */
function recordsIn(text: string): Json[] {
  const [, saved = ''] = text.split(/would save the following data to the [^\n]*\n/)
  return saved.split(/\n(?=\{\n)/).flatMap((each) => {
    const end = each.lastIndexOf('\n}')
    const value = jsonOrNothing(each.slice(0, end + 2).trim())
    return value === undefined ? [] : [value]
  })
}
