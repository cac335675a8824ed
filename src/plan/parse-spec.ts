import { LineCounter, parseDocument, visit, type Document } from 'yaml'
import { didYouMean } from '../lib/nearest-word.ts'
import { printable } from '../lib/printable.ts'
import { UserError } from '../lib/user-error.ts'
import { exemptionProblems, nameProblems } from './names.ts'
import { placeIn } from './spec-place.ts'
import { keysAllowedAt, specSchema, type Spec } from './spec.ts'

/** Something wrong in a spec. `offset` counts characters from the start of the file. */
interface Problem {
  readonly offset: number
  readonly because: string
}

/**
 * Reads a spec. Throws one `UserError` that lists every mistake with its line and column. `file` is its name in
 * errors, `checks` are the names that an exemption may use.
 */
export function parseSpec(text: string, file: string, checks: readonly string[]): Spec {
  if (text.length > largest) {
    throw new UserError(`${file} is larger than ${largest / 1e6} MB.`, 'Split it into several files and run each.')
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.contents === null && document.errors.length === 0) throw emptySpec(file)

  const grammar = grammarProblems(document)
  if (grammar.length > 0) throw mistakes(file, grammar, lines)

  const parsed = specSchema.safeParse(document.toJS())
  const problems = parsed.success
    ? [...nameProblems(parsed.data), ...exemptionProblems(parsed.data, checks)].map(({ path, because }) => ({
        offset: placeIn(document, path),
        because,
      }))
    : parsed.error.issues.flatMap((issue) => schemaProblems(issue, document))
  if (problems.length > 0 || !parsed.success) throw mistakes(file, problems, lines)
  return parsed.data
}

const largest = 1_000_000

function emptySpec(file: string): UserError {
  return new UserError(`${file} is empty.`, `Write at least one interaction:\n${smallest}`)
}

const smallest = `
  version: 1
  models: [provider/model]
  apis:
    google-calendar:
      connection: my-test-account
      interactions:
        create-event: Create a calendar event`

/** What YAML itself objects to, and what it allows but a list of interactions has no use for. */
function grammarProblems(document: Document.Parsed): Problem[] {
  const problems: Problem[] = [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    because: error.code === 'DUPLICATE_KEY' ? 'the same key stands here twice' : error.message,
  }))
  visit(document, {
    Alias: (_, alias) => {
      problems.push({
        offset: alias.range?.[0] ?? 0,
        because: `the alias *${alias.source}: write the value out instead`,
      })
    },
  })
  return problems
}

type Issue = NonNullable<ReturnType<typeof specSchema.safeParse>['error']>['issues'][number]

function schemaProblems(issue: Issue, document: Document.Parsed): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAllowedAt(issue.path)
    return issue.keys.map((key) => ({
      offset: placeIn(document, [...issue.path, key], 'key'),
      because: `${quoted(key)} is not known here.${didYouMean(key, allowed) || ` Known: ${allowed.join(', ')}.`}`,
    }))
  }
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1))
    const because = issue.issues.map((inner) => inner.message).join('; ')
    return [{ offset: placeIn(document, issue.path, 'key'), because: `${quoted(key)} ${because}` }]
  }
  return [{ offset: placeIn(document, issue.path), because: describe(issue, document.toJS()) }]
}

function describe(issue: Issue, file: unknown): string {
  const { name, value } = culprit(issue.path, file)
  if (value === undefined || value === null) return `"${name}" is missing its value${wants(issue)}`
  // What stands where the name of a key belongs may be the key.
  const isSecretPlace = /^(providers,[^,]*,key|apis,[^,]*,credential\b.*|nango,key)$/.test(issue.path.join())
  const subject = isSecretPlace ? `"${name}"` : `"${name}": ${quoted(value)}`
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String)
    if (choices.length === 1) return `${subject} is not ${choices[0]}, the only one there is`
    return `${subject} is not one of ${choices.join(', ')}.${didYouMean(String(value), choices)}`
  }
  return issue.code === 'invalid_type' ? `${subject} is not ${kind(issue)}` : `${subject} ${issue.message}`
}

/** The innermost named value on a path that the person wrote: a bare sentence stands for its `does`. */
function culprit(path: readonly PropertyKey[], file: unknown): { name: string; value: unknown } {
  let found = { name: 'the file', value: file }
  for (const step of path) {
    if (typeof found.value !== 'object' || found.value === null) break
    const value: unknown = (found.value as Record<PropertyKey, unknown>)[step]
    found = { name: typeof step === 'string' ? printable(step, 80) : found.name, value }
  }
  return found
}

function wants(issue: Issue): string {
  if (issue.code === 'invalid_type') return `: ${kind(issue)} belongs here`
  return issue.code === 'invalid_value' ? `: ${issue.values.map(String).join(' or ')} belongs here` : ''
}

function kind(issue: Issue & { code: 'invalid_type' }): string {
  const isInteraction = issue.path.length === 4 && issue.path[2] === 'interactions'
  return isInteraction ? 'a sentence' : (kinds[issue.expected] ?? issue.expected)
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `"${printable(value, 80)}"` : printable(JSON.stringify(value), 80)
}

function mistakes(file: string, problems: readonly Problem[], lines: LineCounter): UserError {
  const listed = [...new Map(problems.map((problem) => [`${problem.offset} ${problem.because}`, problem])).values()]
    .sort((one, other) => one.offset - other.offset)
    .map(({ offset, because }) => {
      const { line, col } = lines.linePos(offset)
      return `${file}:${line}:${col}: ${because}`
    })
  const shown = listed.slice(0, most)
  if (listed.length > most) shown.push(`… and ${listed.length - most} more`)
  return new UserError(
    shown.join('\n'),
    `Correct ${listed.length === 1 ? 'this line' : 'these lines'} of ${file}, then try again.`,
  )
}

const most = 20
