import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '../../../lib/json.ts'
import type { Answer, Scene } from './job.ts'
import { parsedBody, sortedObject } from './requests.ts'

/**
 * An answer of a fixture stands for every equal request, and what is asked for each entry of a page is asked again where
 * more of such pages were put in; who waits for it to change would wait for ever.
 */
const mostRepeats = 20

export interface Found {
  readonly index: number
  /** The recording has this very request. */
  readonly isExact: boolean
}

const identity = ['method', 'endpoint', 'query', 'body'] as const
type Identity = (typeof identity)[number]
type Texts = Record<Identity, string>

/** Which answer a request gets: the one to itself, else the one to the request most like it that is still there. */
export function answerTo(
  request: JsonObject,
  { answers, isFixture, purpose }: Pick<Scene, 'answers' | 'isFixture'> & Partial<Pick<Scene, 'purpose'>>,
  given: readonly number[],
): Found | undefined {
  const wanted = textsOf(request)
  const find = (names: readonly Identity[], limit: number, isSame = isEqual) =>
    answers.findIndex(
      (answer, index) =>
        (given[index] ?? 0) < limit && names.every((name) => isSame(name, { request, wanted, answer })),
    )
  const exact = find(identity, 1)
  const same = exact >= 0 || !isFixture ? exact : find(identity, 1, isEqualOnRecord)
  const isAgain = isFixture ? isEqualOnRecord : isEqual
  const again = same >= 0 || (!isFixture && purpose !== 'paged') ? same : find(identity, mostRepeats, isAgain)
  if (again >= 0) return { index: again, isExact: true }
  const like = [find(['method', 'endpoint'], 1), find(['method'], 1)].find((index) => index >= 0)
  return like === undefined ? undefined : { index: like, isExact: false }
}

interface Compared {
  readonly request: JsonObject
  readonly wanted: Texts
  readonly answer: Answer
}

function isEqual(name: Identity, { wanted, answer }: Compared): boolean {
  return textsOfAnswer(answer)[name] === wanted[name]
}

/** A fixture leaves parts away, and has a long body as its digest and a form as its text or its fields. */
function isEqualOnRecord(name: Identity, compared: Compared): boolean {
  if (isEqual(name, compared)) return true
  const { request, answer } = compared
  if (answer.unknown?.some((unknown) => unknown === name)) return true
  return name === 'body' && isBodyOnRecord(request['body'] ?? '', answer.body)
}

function isBodyOnRecord(body: Json, recorded: string): boolean {
  const isText = typeof body === 'string'
  if (/^sha1:[0-9a-f]{40}$/.test(recorded)) {
    const forms = isText ? [body] : [JSON.stringify(body), formText(body)]
    return forms.some((form) => `sha1:${createHash('sha1').update(form).digest('hex')}` === recorded)
  }
  const known = parsedBody(recorded)
  const isForm = (isText && body.includes('=')) || (typeof known === 'string' && known.includes('='))
  return isForm && text(fieldsOf(known)) === text(fieldsOf(body))
}

function fieldsOf(body: Json): Json {
  if (typeof body === 'string') return sortedObject([...new URLSearchParams(body)])
  return isRecord(body) ? sortedObject(Object.entries(body).map(([name, value]) => [name, String(value)])) : body
}

function formText(body: Json): string {
  const fields = isRecord(body)
    ? Object.entries(body).map(([name, value]): [string, string] => [name, String(value)])
    : []
  return new URLSearchParams(fields).toString()
}

/** What a request is told by, of each answer once: a scene is played hundreds of times. */
const seen = new WeakMap<Answer, Texts>()

function textsOfAnswer(answer: Answer): Texts {
  const known = seen.get(answer)
  if (known) return known
  const { method, endpoint, query, body } = answer
  const texts = textsOf({ method: method.toUpperCase(), endpoint, query: sortedObject(query), body: parsedBody(body) })
  seen.set(answer, texts)
  return texts
}

function textsOf(request: JsonObject): Texts {
  return Object.fromEntries(identity.map((name) => [name, text(request[name])])) as Texts
}

function text(value: Json | undefined): string {
  return JSON.stringify(value, (_, inner: unknown) => (isRecord(inner) ? sortedKeys(inner) : inner)) ?? ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sortedKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
