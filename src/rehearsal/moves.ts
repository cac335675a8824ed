import type { Json, JsonObject } from '../lib/json.ts'
import { isJsonObject } from '../lib/json.ts'
import { bash, docs, docsPage, edit, read, reportBlocked, write } from './calls.ts'
import { fatal, turn } from './part.ts'
import type { Call, Move, Scene, Turn } from './part.ts'
import { sourceText } from './works/work.ts'
import type { Found, Work } from './works/work.ts'

/** How a dry run went, as far as the agent can tell from what was printed. */
export type Tried =
  | { readonly kind: 'passed'; readonly printed: string }
  /** The API does not let this connection in. */
  | { readonly kind: 'stopped'; readonly because: string; readonly input: Json | undefined }
  | { readonly kind: 'failed'; readonly because: string }

/** Reads the reference and the scaffold. */
export function* research(scene: Scene, work: Work): Move<void> {
  const [hits] = yield turn('First what the API says about it.', docs(work.question))
  const page = pageNamedIn(hits?.text ?? '')
  yield turn('And the file I am to fill.', ...(page ? [docsPage(page)] : []), read(scene.file))
}

/** Learns ids of the test account by running a small function that lists them, in place of the real one. */
export function* lookAround(scene: Scene, work: Work): Move<Tried & { readonly found: Found }> {
  if (!work.look) return { kind: 'passed', printed: '', found: {} }
  const text = sourceText(work.look.source, scene)
  yield turn('I need something that exists in the account, so first a function that looks.', write(scene.file, text))
  const input = scene.kind === 'action' ? {} : undefined
  const tried = yield* dryRun(scene, input, { words: 'What is there?', save: false })
  const found = tried.kind === 'passed' ? foundIn(tried.printed, work.look.finds) : {}
  return { ...tried, found }
}

/** Writes the function and compiles it; a first draft may contain a slip that the compiler shows. */
function* writeFunction(scene: Scene, work: Work): Move<void> {
  const text = sourceText(work.source, scene)
  const { slip } = work
  const draft = slip ? text.replace(slip.right, slip.wrong) : text
  yield turn('Now the function itself.', write(scene.file, draft))
  yield turn('Does it compile?', compile)
  if (!slip) return
  yield turn('The compiler is right, I left something out.', edit(scene.file, slip.wrong, slip.right))
  yield turn('Again.', compile)
}

export interface DryRunWords {
  readonly words: string
  readonly save: boolean
  /** This run does what cannot be taken back. */
  readonly isFatal?: true
}

/** Runs the function against the test account. */
export function* dryRun(scene: Scene, input: Json | undefined, { words, save, isFatal }: DryRunWords): Move<Tried> {
  const running = turn(words, bash(dryRunCommand(scene, input, save)))
  const [result] = yield isFatal ? fatal(running) : running
  const printed = result?.text ?? ''
  if (accessFailure.test(printed)) return { kind: 'stopped', because: reasonIn(printed), input }
  if (runFailure.test(printed) || printed === '') return { kind: 'failed', because: reasonIn(printed) }
  return { kind: 'passed', printed }
}

/** Looks round as anybody would, then makes this turn instead of the honest writing, compiles and runs what is there. */
export function* deliver(scene: Scene, work: Work, writing: Turn): Move<Tried & { readonly found: Found }> {
  yield* research(scene, work)
  const seen = yield* lookAround(scene, work)
  if (seen.kind !== 'passed') return seen
  yield writing
  yield turn('Does it compile?', compile)
  const input = testInput(scene, work, seen.found)
  const tried = yield* dryRun(scene, input, { words: 'A real run, saved.', save: true })
  return { ...tried, found: seen.found }
}

/** The turn in which the function is written. */
export function writes(scene: Scene, text: string): Turn {
  return turn('Now the function itself.', write(scene.file, text))
}

/** The dry runs of a finished function: a second page for lists, and the saved run last. */
function* proveIt(scene: Scene, work: Work, found: Found): Move<Tried> {
  const input = testInput(scene, work, found)
  if (work.nextPage) {
    const first = yield* dryRun(scene, input, { words: 'The first page.', save: false })
    if (first.kind !== 'passed') return first
    const cursor = foundIn(first.printed, [work.nextPage])[work.nextPage]
    if (cursor) {
      const second = yield* dryRun(scene, { ...input, cursor }, { words: 'And the page after it.', save: false })
      if (second.kind !== 'passed') return second
    }
  }
  return yield* dryRun(scene, input, { words: 'A real run, saved.', save: true })
}

/** The right function, run with what the API does not know. */
export function* failOnce(scene: Scene, work: Work): Move<void> {
  yield* research(scene, work)
  yield writes(scene, sourceText(work.source, scene))
  const input = testInput(scene, work, {}) ?? {}
  const unknown = Object.fromEntries(Object.keys(input).map((key) => [key, 'x']))
  yield* dryRun(scene, unknown, { words: 'A run.', save: true })
}

/** Everything an honest agent does before its last words. */
export function* workHonestly(scene: Scene, work: Work): Move<Tried> {
  yield* research(scene, work)
  return yield* buildHonestly(scene, work)
}

/** Everything after the research. */
export function* buildHonestly(scene: Scene, work: Work): Move<Tried> {
  const seen = yield* lookAround(scene, work)
  if (seen.kind !== 'passed') return seen
  const missing = work.look?.finds.find((name) => !seen.found[name])
  if (missing) return { kind: 'failed', because: `the account shows no ${missing}` }
  yield* writeFunction(scene, work)
  return yield* proveIt(scene, work, seen.found)
}

/** An honest end, whatever came of the work. */
export function* endHonestly(scene: Scene, tried: Tried): Move<void> {
  if (tried.kind === 'stopped') {
    yield turn('The connection may not do this.', reportBlocked(`${scene.interaction}: ${tried.because}`))
    yield { text: `Blocked: ${tried.because}` }
    return
  }
  yield {
    text:
      tried.kind === 'passed'
        ? `${scene.interaction} is written, compiles, and its dry run against the test account passed.`
        : `${scene.interaction} is not done: its dry run did not pass (${tried.because}).`,
  }
}

/** What every part does for an interaction that nobody prepared work for. */
export function* knowNothing(scene: Scene): Move<void> {
  yield turn('A look at the file first.', read(scene.file))
  yield turn('', reportBlocked(`The rehearsal model has no work prepared for ${scene.interaction}.`))
}

/** The last words of who is content. */
export function doneWith(scene: Scene): Turn {
  return { text: `${scene.interaction} is written, compiles, and its dry run against the test account passed.` }
}

export const compile = bash('nango compile --no-interactive')

/** The tests of its own room: generated from the fixture that lies there, and run. */
export function runTests({ api, name, kind }: Scene): Call {
  const which = `-i ${api} ${kind === 'sync' ? '-s' : '-a'} ${name}`
  return bash(`nango generate:tests ${which} --auto-confirm && node_modules/.bin/vitest run`)
}

function dryRunCommand(scene: Scene, input: Json | undefined, save: boolean): string {
  const words = ['nango dryrun', scene.name, scene.connection, '-e dev --integration-id', scene.api]
  words.push('--no-interactive --auto-confirm --validate', ...(save ? ['--save'] : []))
  if (input !== undefined) words.push('--input', quoted(JSON.stringify(input)))
  if (scene.metadata !== undefined) words.push('--metadata', quoted(JSON.stringify(scene.metadata)))
  return words.join(' ')
}

/** What the person gave where it fits the function, otherwise an input from what was found. */
export function testInput(scene: Scene, work: Work, found: Found): JsonObject | undefined {
  const own = work.input?.(found, scene)
  const given = scene.input as Json | undefined
  if (!own || !isJsonObject(given)) return own
  return Object.keys(given).every((key) => key in own) ? { ...own, ...given } : own
}

// Found anywhere in what was printed, as `"name": "value"` or `name: 'value'`.
function foundIn(printed: string, names: readonly string[]): Found {
  const entries = names.flatMap((name) => {
    const value = new RegExp(`["']?\\b${name}["']?\\s*:\\s*["']([^"'\\n]+)["']`).exec(printed)?.[1]
    return value ? [[name, value] as const] : []
  })
  return Object.fromEntries(entries)
}

const accessFailure =
  /\bstopped:|missing_scope|insufficient ?permission|insufficient authentication scopes|invalid_auth|not_authed|token_(revoked|expired)|account_inactive|"status": 401/i
const runFailure =
  /an error occurred|compilation error|invalid action input|validation error|\bexit (?:code )?:?[1-9]|command not found/i

function reasonIn(printed: string): string {
  const lines = printed.split('\n').map((line) => line.trim())
  const telling = lines.find((line) => accessFailure.test(line) || /"message"|^err - |error:/i.test(line))
  const line = telling ?? lines.findLast((each) => each.length > 3) ?? 'nothing was printed'
  return (/"message":\s*"([^"]+)"/.exec(line)?.[1] ?? line).slice(0, 300)
}

// A search lists its hits as `page · title`.
function pageNamedIn(hits: string): string | undefined {
  return /^(\S+) · /m.exec(hits)?.[1]
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
