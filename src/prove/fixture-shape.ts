import { z } from 'zod'
import { type Json, isJsonObject } from '../lib/json.ts'
import type { Answer } from '../verify/replay/boxed/job.ts'
import type { RecordedRun } from '../verify/recorded/recorded-run.ts'

/** The run that a fixture holds, or why it holds none that can be played. */
export type Fixture =
  | { readonly kind: 'run'; readonly path: string; readonly run: RecordedRun }
  | { readonly kind: 'none' }
  | { readonly kind: 'unfit'; readonly path: string; readonly because: string }

const anyJson = z.custom<Json>((value) => value !== undefined)
const headers = z.record(z.string(), z.unknown()).default({})
const entry = z.looseObject({
  response: anyJson.optional(),
  status: z.number().int().min(100).max(599).default(200),
  headers,
  request: z.looseObject({ params: z.record(z.string(), z.unknown()).optional(), data: anyJson.optional() }).optional(),
})
const records = z.record(z.string(), z.array(anyJson)).default({})
const unified = z.looseObject({
  input: anyJson.optional(),
  output: anyJson.optional(),
  nango: z
    .looseObject({
      getConnection: z.looseObject({}).nullish(),
      getMetadata: z.looseObject({}).nullish(),
      batchSave: records,
      batchDelete: records,
    })
    .default({ batchSave: {}, batchDelete: {} }),
  api: z.record(z.string(), z.record(z.string(), z.union([z.array(entry), entry]))).default({}),
})

/** Reads Nango's present form of a fixture: one file. Undefined where it is not of that form. */
export function unifiedRun(document: Json, api: string): RecordedRun | undefined {
  const read = unified.safeParse(document)
  if (!read.success) return undefined
  const { input, output, nango, api: calls } = read.data
  const answers = Object.entries(calls).flatMap(([method, paths]) =>
    Object.entries(paths).flatMap(([path, entries]) =>
      [entries].flat().map((each): Answer => answerOf(method, path, each)),
    ),
  )
  const connection = isJsonObject(nango.getConnection) ? nango.getConnection : {}
  const provider = connection['provider']
  const metadata = nango.getMetadata ?? connection['metadata']
  return {
    input,
    metadata: isJsonObject(metadata) ? metadata : undefined,
    connection: {
      ...connection,
      ...(typeof connection['connectionId'] === 'string' && { connection_id: connection['connectionId'] }),
    },
    provider: typeof provider === 'string' ? provider : api,
    output: output ?? null,
    saved: nango.batchSave,
    deleted: nango.batchDelete,
    answers,
  }
}

function answerOf(
  method: string,
  path: string,
  { response, status, headers: sent, request }: z.infer<typeof entry>,
): Answer {
  const data = request?.data
  const unknown: ('query' | 'body')[] = [
    ...(request ? [] : ['query' as const]),
    ...(data === undefined ? ['body' as const] : []),
  ]
  return {
    method,
    endpoint: path.replace(/^\/+/, ''),
    query: Object.entries(request?.params ?? {}).map(([name, value]) => [name, String(value)]),
    body: data === undefined ? '' : typeof data === 'string' ? data : JSON.stringify(data),
    ...(unknown.length > 0 && { unknown }),
    status,
    headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)])),
    response: response ?? null,
  }
}

const pairs = z.array(z.tuple([z.string(), z.unknown()])).default([])
const legacyAnswer = z.looseObject({
  method: z.string(),
  endpoint: z.string(),
  requestIdentity: z.looseObject({ params: pairs, data: z.unknown() }),
  response: anyJson.optional(),
  status: z.number().int().min(100).max(599).default(200),
  headers,
})

/** One file of the older form: an answer with the request that it is to, or nothing but the answer. */
export function legacyAnswerOf(method: string, endpoint: string, document: Json): Answer {
  const read = legacyAnswer.safeParse(document)
  if (!read.success) {
    const whole = { unknown: ['query', 'body'] as const, status: 200, headers: {}, response: document }
    return { method, endpoint, query: [], body: '', ...whole }
  }
  const { requestIdentity, response, status, headers: sent } = read.data
  const { data } = requestIdentity
  const params = Object.fromEntries(requestIdentity.params)
  return answerOf(method, endpoint, {
    response,
    status,
    headers: sent,
    request: { params, ...(data !== undefined && { data: data as Json }) },
  })
}

/** Whether an answer was of bytes: a function gets them as such, and a file of JSON does not have them. */
export function hasBytes({ answers }: RecordedRun): boolean {
  return answers.some(
    ({ response }) => isJsonObject(response) && response['type'] === 'Buffer' && Array.isArray(response['data']),
  )
}
