import type { Json, JsonObject } from '../../../lib/json.ts'
import type { Answer, ReplayJob, Scene, Take } from './job.ts'
import { withOtherKind, withTurnedLists, withValue } from './leaves.ts'

/** What a function did with its `nango` during one playing. */
export interface Doings {
  readonly requests: JsonObject[]
  readonly saved: Json[]
  readonly used: number[]
  readonly unanswered: string[]
  readonly odd: string[]
}

/** Parts of Nango's own runtime, so that paging and errors behave as they do there. */
export interface NangoRuntime {
  readonly ActionError: new (payload: unknown) => Error
  readonly paginate: (config: RequestConfig, provider: string, proxy: Proxy) => AsyncGenerator<unknown>
}

export interface RequestConfig {
  method?: string
  endpoint?: string
  params?: string | Record<string, unknown>
  data?: unknown
  [more: string]: unknown
}

type Proxy = (config: RequestConfig) => Promise<unknown>

/** A `nango` that answers from a recording and notes every request. What does not exist on the real one is a tripwire. */
export function stubNango(job: ReplayJob, scene: Scene, take: Take, runtime: NangoRuntime): [object, Doings] {
  const doings: Doings = { requests: [], saved: [], used: [], unanswered: [], odd: [] }
  const proxy = proxyFrom(scene.answers, take, doings)
  const members = {
    ...requestMembers(proxy, job, runtime),
    ...accountMembers(job, scene),
    ...recordMembers(scene, doings),
    ...quietMembers(),
    ActionError: runtime.ActionError,
  }
  return [tripwired(members, doings), doings]
}

function requestMembers(proxy: Proxy, job: ReplayJob, runtime: NangoRuntime) {
  const verb = (method: string) => (config: RequestConfig) => proxy({ ...config, method })
  return {
    get: verb('GET'),
    post: verb('POST'),
    put: verb('PUT'),
    patch: verb('PATCH'),
    delete: verb('DELETE'),
    proxy: (config: RequestConfig) => proxy(config),
    paginate: (config: RequestConfig) => runtime.paginate(config, job.provider, proxy),
  }
}

function accountMembers(job: ReplayJob, scene: Scene) {
  const connection = { ...job.connection, metadata: scene.metadata ?? null }
  return {
    provider: job.provider,
    providerConfigKey: job.provider,
    connectionId: job.connection['connection_id'],
    environmentName: 'dev',
    getConnection: async () => structuredClone(connection),
    getMetadata: async () => structuredClone(scene.metadata ?? null),
    getToken: async () => 'token',
    getIntegration: async () => ({ unique_key: job.provider, provider: job.provider }),
    getWebhookURL: async () => 'https://nango.invalid/webhook',
    getEnvironmentVariables: async () => [],
  }
}

function recordMembers(scene: Scene, doings: Doings) {
  let checkpoint: unknown = structuredClone(scene.checkpoint ?? null)
  const keep = (what: string) => async (records: unknown, model: unknown) => {
    if (Array.isArray(records) && records.length > 0) {
      doings.saved.push({ what, model: String(model), records: plain(records) })
    }
    return true
  }
  return {
    batchSave: keep('save'),
    batchUpdate: keep('update'),
    batchDelete: keep('delete'),
    getCheckpoint: async () => checkpoint,
    saveCheckpoint: async (value: unknown) => {
      checkpoint = value
    },
    clearCheckpoint: async () => {
      checkpoint = null
    },
    getRecordsByIds: async () => new Map(),
    listRecords: async function* () {},
    lastSyncDate: undefined,
    variant: 'base',
  }
}

function quietMembers() {
  const nothing = async () => undefined
  const yes = async () => true
  return {
    log: nothing,
    setLogger: () => undefined,
    setMetadata: nothing,
    updateMetadata: nothing,
    setMergingStrategy: nothing,
    trackDeletesStart: nothing,
    trackDeletesEnd: async () => ({ deletedKeys: [] }),
    deleteRecordsFromPreviousExecutions: async () => ({ deletedKeys: [] }),
    startSync: nothing,
    tryAcquireLock: yes,
    releaseLock: yes,
    releaseAllLocks: nothing,
    getVariant: () => 'base',
    getFlowAttributes: () => ({}),
    zodValidateInput: async (given: {
      zodSchema: { safeParse(input: unknown): { success: boolean } }
      input: unknown
    }) => {
      const parsed = given.zodSchema.safeParse(given.input)
      if (!parsed.success) throw new Error('Invalid input provided')
      return parsed
    },
  }
}

function tripwired(members: object, doings: Doings): object {
  const known = new Set<PropertyKey>([...Object.keys(members), ...passiveNames])
  const note = (how: string, name: PropertyKey) => {
    if (typeof name === 'string' && !known.has(name)) doings.odd.push(`${how} ${name}`)
  }
  return new Proxy(members, {
    get(target, name) {
      note('get', name)
      return Object.hasOwn(target, name) ? Reflect.get(target, name) : undefined
    },
    has(target, name) {
      note('has', name)
      return Object.hasOwn(target, name)
    },
    getPrototypeOf: () => null,
  })
}

// Asked for by the language itself (await, template texts, JSON), never a sign of anything.
const passiveNames = ['then', 'toJSON', 'toString', 'valueOf']

/** Answers by identity first, then by what comes next: a changed request must still get the answer to its like. */
function proxyFrom(answers: readonly Answer[], take: Take, doings: Doings): Proxy {
  const taken = new Set<number>()
  return async (config) => {
    const request = normalised(config)
    doings.requests.push(request)
    const index = positionOf(request, answers, taken)
    if (index < 0) {
      const asked = `${String(request['method'])} ${String(request['endpoint'])}`
      doings.unanswered.push(asked)
      throw new Error(`The recording has no answer to ${asked}`)
    }
    const refused = take.kind === 'refusal' && (take.answer === 'every' || take.answer === index)
    if (!refused) taken.add(index)
    doings.used.push(index)
    return respond(answers[index]!, index, take, config)
  }
}

function positionOf(request: JsonObject, answers: readonly Answer[], taken: ReadonlySet<number>): number {
  const free = answers
    .map((answer, index) => ({ texts: textsOf(answer), index }))
    .filter(({ index }) => !taken.has(index))
  const wanted = Object.fromEntries(identity.map((name) => [name, text(request[name])]))
  const same = (...names: Identity[]) => free.find(({ texts }) => names.every((name) => texts[name] === wanted[name]))
  const found = same(...identity) ?? same('method', 'endpoint') ?? same('method')
  return found?.index ?? -1
}

const identity = ['method', 'endpoint', 'query', 'body'] as const
type Identity = (typeof identity)[number]

/** What a request is told by, of each answer once: a scene is played hundreds of times. */
const known = new WeakMap<Answer, Record<Identity, string>>()

function textsOf(answer: Answer): Record<Identity, string> {
  const seen = known.get(answer)
  if (seen) return seen
  const normal = normalAnswer(answer)
  const texts = Object.fromEntries(identity.map((name) => [name, text(normal[name])])) as Record<Identity, string>
  known.set(answer, texts)
  return texts
}

function respond(answer: Answer, index: number, take: Take, config: RequestConfig): unknown {
  const refusal = take.kind === 'refusal' && (take.answer === 'every' || take.answer === index) ? take : undefined
  const data = structuredClone(refusal ? refusal.response : changedResponse(answer, index, take))
  const status = refusal?.status ?? answer.status
  const response = { data: data ?? '', status, statusText: String(status), headers: { ...answer.headers }, config }
  if (status < 400) return response
  throw Object.assign(new Error(`Request failed with status code ${status}`), {
    name: 'AxiosError',
    isAxiosError: true,
    code: status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE',
    status,
    config,
    request: {},
    response,
  })
}

function changedResponse({ response }: Answer, index: number, take: Take): Json {
  if (take.kind === 'response' && take.answer === index) return withValue(response, take.path, take.value)
  if (take.kind === 'turned' && take.answer === index) return withTurnedLists(response)
  return take.kind === 'response-kind' && take.answer === index ? withOtherKind(response, take.place) : response
}

function normalised(config: RequestConfig): JsonObject {
  const [endpoint = '', inline = ''] = String(config.endpoint ?? '').split('?')
  const query = [...new URLSearchParams(inline), ...pairsOf(config.params)]
  return {
    method: String(config.method ?? 'GET').toUpperCase(),
    endpoint: endpoint.replace(/^\/+/, ''),
    query: sortedObject(query),
    body: plainBody(config.data),
  }
}

function normalAnswer(answer: Answer): JsonObject {
  return {
    method: answer.method.toUpperCase(),
    endpoint: answer.endpoint,
    query: sortedObject(answer.query),
    body: parsedBody(answer.body),
  }
}

function pairsOf(params: RequestConfig['params']): [string, string][] {
  if (params === undefined || params === null) return []
  if (typeof params === 'string') return [...new URLSearchParams(params)]
  return Object.entries(params).map(([name, value]) => [name, String(value)])
}

function sortedObject(pairs: readonly (readonly [string, string])[]): JsonObject {
  return Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function plainBody(data: unknown): Json {
  if (data === undefined || data === null || data === '') return ''
  if (data instanceof URLSearchParams) return parsedBody(data.toString())
  return typeof data === 'string' ? parsedBody(data) : plain(data)
}

function parsedBody(body: string): Json {
  try {
    return JSON.parse(body) as Json
  } catch {
    // Not JSON: a form, or text. Compared as it is.
    return body
  }
}

/** As it would be on the wire: no undefined, dates as texts. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value) ?? 'null') as Json
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
