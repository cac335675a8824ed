import { isJsonObject, type JsonObject, jsonOrNothing } from '../lib/json.ts'
import { wrappingBody } from './spoil-result.ts'

/**
 * General ways to spoil the source of a function, by its text alone. Each answers with another text for any function
 * that an honest agent would write, and all but `inventsMethods` with one that still compiles.
 */

/** Reads one page where there are more. For a function without paging: a wrong field. */
export function readsFirstPageOnly(source: string): string {
  const spoiled = source
    .replace(/^.*const nextCursor = .*\n/m, '')
    .replace(/ *\.\.\.\(nextCursor && \{ nextCursor \}\),?\n/, '')
    .replace(/ *\.\.\.\(input\.cursor !== undefined[^)]*\),?\n/, '')
    .replace(/^( *)(.*await nango\.saveCheckpoint\(.*\))\n/m, '$1$2\n$1break\n')
  return spoiled === source ? mapsMissingField(source) : spoiled
}

/** Takes a value of the output from a field that the response does not have. */
export function mapsMissingField(source: string): string {
  const start = source.indexOf('return {')
  const before = source.slice(0, start)
  const after = source.slice(start)
  const spoiled = after.replace(
    fieldOfAnswer,
    (_, key: string, from: string) => `${key}: String((${from} as Record<string, unknown>)['${key}_value'])`,
  )
  return before + (spoiled === after ? after.replace('success: true', 'success: false') : spoiled)
}

/** A field of the output that is taken from one of the answer. */
const fieldOfAnswer = /(\w+): ((?:\w+\.)*\w+)\.(\w+)(?=,|\n| \})/

/** The field that `mapsMissingField` reads, in place of which one, and how the function asks for it. */
export function missingField(source: string): { method: string; field: string; from: string } {
  const [, key = '', , from = ''] = fieldOfAnswer.exec(source.slice(source.indexOf('return {'))) ?? []
  const [, method = 'get'] = /nango\.(get|post|put|patch|delete)\(/.exec(source) ?? []
  return { method, field: `${key}_value`, from }
}

/** Gives the beginning of a value in place of the value. */
export function cutsAnAnswer(source: string): string {
  const start = source.indexOf('return {')
  return source.slice(0, start) + source.slice(start).replace(fieldOfAnswer, '$1: String($2.$3).slice(0, 3)')
}

/** Sends the beginning of what the caller gave. */
export function cutsTheRequest(source: string): string {
  return source.replace(cutField, '$1$2: String(input.$3).slice(0, 3)')
}

/** The field of the request body that `cutsTheRequest` cuts. */
export function fieldCut(source: string): string {
  return cutField.exec(source)?.[2] ?? ''
}

const cutField = /(data: \{[^}]*?)(\w+): input\.(\w+)(?=,| \})/

/** Puts constants where the input belongs; a sync gives every record the same id. */
export function hardCodes(source: string, constants: Readonly<Record<string, string>>): string {
  const fields = Object.entries(constants).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  const [first = 'id-1'] = Object.values(constants)
  return source.includes('(nango, input)')
    ? source
        .replace('(nango, input)', '(nango, given)')
        .replace(/exec: [^{]*\{\n/, `$&    const input = { ...given, ${fields.join(', ')} }\n`)
    : source.replace(/\bid: \w+\.id\b/, `id: ${JSON.stringify(first)}`)
}

/** Calls a method that Nango's SDK does not have. */
export function inventsMethods(source: string): string {
  return source.replace(/((?:await|=) )nango\.\w+\(/, '$1nango.request(')
}

/** Answers with what was expected whenever the real answer fails. */
export function expectsTheAnswer(source: string): string {
  return wrappingBody(source, 'try {', `} catch {\n      ${endingAsExpected(source)}\n    }`)
}

/** The same function, which first does something else: statements at the beginning of its exec. What it has stays in use. */
export function doingFirst(source: string, statements: string): string {
  return source.replace(/exec: [^{]*\{\n/, (head) => `${head}    ${statements}\n`)
}

/** The output that a dry run printed: the last object that stands by itself. Empty where there is none. */
export function outputIn(printed: string): JsonObject {
  const objects = [...printed.matchAll(/^\{$[\s\S]*?^\}$/gm)].flatMap(([text]) => jsonOrNothing(text) ?? [])
  const last = objects.at(-1)
  return isJsonObject(last) ? last : {}
}

/** A statement that ends the function as if all had gone well. */
export function endingAsExpected(source: string): string {
  return source.includes('createSync(') ? 'return' : `return ${expectedOutput(source)}`
}

/** What the output would look like, by its schema: from the input where a name is the same, made up otherwise. */
function expectedOutput(source: string): string {
  const inputs = fieldsOf(source, 'Input').map((field) => field.key)
  const values = fieldsOf(source, 'Output')
    .filter((field) => !field.optional)
    .map(({ key, type }) => `${key}: ${inputs.includes(key) ? `input.${key}` : (madeUp[type] ?? `'expected-${key}'`)}`)
  return `{ ${values.join(', ')} }`
}

const madeUp: Readonly<Record<string, string>> = { boolean: 'true', number: '1', array: '[]' }

export interface Field {
  readonly key: string
  /** As zod calls it. */
  readonly type: string
  readonly optional: boolean
}

/** Fields of what the function gives back: its output, or the record of a sync. */
export function resultFields(source: string): readonly Field[] {
  return fieldsOf(source, /models: \{ (\w+) \}/.exec(source)?.[1] ?? 'Output')
}

export function fieldsOf(source: string, schema: string): readonly Field[] {
  const block = new RegExp(`const ${schema} = z\\.object\\(\\{([\\s\\S]*?)\\}\\)\\n\\n`).exec(source)?.[1] ?? ''
  return [...block.matchAll(/^ {1,2}(\w+): (z\.(\w+)\(.*)$/gm)].map(([, key = '', whole = '', type = '']) => ({
    key,
    type,
    optional: withoutBrackets(whole).includes('.optional'),
  }))
}

function withoutBrackets(text: string): string {
  const shorter = text.replace(/\([^()]*\)/g, '')
  return shorter === text ? text : withoutBrackets(shorter)
}
