import type { Json, JsonObject } from '../../../lib/json.ts'
import { type Answer, type CheckpointUse, type ReplayJob, type Scene, type Take, htmlPage } from './job.ts'
import { withOtherKind, withTurnedLists, withValue, without } from './leaves.ts'
import { type Playing, checkpointMembers, deletionMembers } from './checkpoints.ts'
import { answerTo } from './find-answer.ts'
import type { ClockAndDice } from './clock-and-dice.ts'
import { tripwired } from './tripwires.ts'
import { type RequestConfig, normalisedRequest, plain } from './requests.ts'

/** What a function did with its `nango` during one playing. */
export interface Doings {
  readonly requests: JsonObject[]
  readonly saved: Json[]
  readonly used: number[]
  readonly paged: number[]
  readonly unanswered: string[]
  readonly unlike: string[]
  readonly odd: string[]
  /** What it gave each request besides. */
  readonly headers: Json[]
  readonly checkpoints: { -readonly [name in keyof CheckpointUse]: CheckpointUse[name] }
  /** What is stored for the next run. */
  checkpoint: Json
  /** It was ended at a checkpoint: nothing that it does from then on happens. */
  isBrokenOff: boolean
}

/** Parts of Nango's own runtime, so that paging and errors behave as they do there. */
export interface NangoRuntime {
  readonly ActionError: new (payload: unknown) => Error
  readonly paginate: (config: RequestConfig, provider: string, proxy: Proxy) => AsyncGenerator<unknown>
}

type Proxy = (config: RequestConfig) => Promise<unknown>

interface Stub {
  readonly nango: object
  readonly doings: Doings
  /** Settles when it has been asked in vain for too long, or is broken off. */
  readonly stopped: Promise<Doings>
}

/** A `nango` that answers from a recording and notes every request. What does not exist on the real one is a tripwire. */
export function stubNango(scene: Scene, take: Take, { job, runtime, lot }: World): Stub {
  const doings = noDoings(scene)
  const { promise: stopped, resolve } = Promise.withResolvers<Doings>()
  const stop = async () => {
    resolve(doings)
    return await new Promise<never>(() => {})
  }
  const answering = proxyFrom(scene, take, { doings, stop })
  const proxy: Proxy = async (config) => {
    if (take.kind === 'clock') lot.pass(take.latency ?? 0)
    return withOurDate((await answering(config)) as ProxyResponse, take, lot)
  }
  const members = {
    ...requestMembers(proxy, doings, { job, runtime }),
    ...accountMembers(job, scene, take),
    ...recordMembers({ doings, stop }),
    ...checkpointMembers(take, { doings, stop }),
    ...quietMembers(),
    ...deletionMembers(doings),
    ActionError: runtime.ActionError,
  }
  return { nango: tripwired(members, doings.odd, take.kind === 'furnished'), doings, stopped }
}

function noDoings(scene: Scene): Doings {
  return {
    requests: [],
    saved: [],
    used: [],
    paged: [],
    unanswered: [],
    unlike: [],
    odd: [],
    headers: [],
    checkpoints: { isAsked: false, saved: 0, clearsNothing: false, tracksDeletes: false },
    checkpoint: structuredClone(scene.checkpoint ?? null),
    isBrokenOff: false,
  }
}

export interface World {
  readonly job: ReplayJob
  readonly runtime: NangoRuntime
  readonly lot: ClockAndDice
}

function requestMembers(proxy: Proxy, doings: Doings, { job, runtime }: Omit<World, 'lot'>) {
  const verb = (method: string) => (config: RequestConfig) => proxy({ ...config, method })
  const paging: Proxy = async (config) => {
    const first = doings.used.length
    try {
      return await proxy(config)
    } finally {
      doings.paged.push(...doings.used.slice(first, first + 1))
    }
  }
  return {
    get: verb('GET'),
    post: verb('POST'),
    put: verb('PUT'),
    patch: verb('PATCH'),
    delete: verb('DELETE'),
    proxy: (config: RequestConfig) => proxy(config),
    paginate: (config: RequestConfig) => runtime.paginate(config, job.provider, paging),
  }
}

function accountMembers(job: ReplayJob, scene: Scene, take: Take) {
  const connectionId = take.kind === 'elsewhere' ? take.connectionId : job.connection['connection_id']
  const connection = { ...job.connection, connection_id: connectionId, metadata: scene.metadata ?? null }
  return {
    provider: job.provider,
    providerConfigKey: job.provider,
    connectionId,
    getConnection: async () => structuredClone(connection),
    getMetadata: async () => structuredClone(scene.metadata ?? null),
    getToken: async () => `${String(connectionId)}-token`,
    getIntegration: async () => ({ unique_key: job.provider, provider: job.provider }),
    getWebhookURL: async () => `https://api.nango.dev/webhook/${job.provider}`,
    getEnvironmentVariables: async () => [],
  }
}

function recordMembers({ doings, stop }: Playing) {
  const keep = (what: string) => async (records: unknown, model: unknown) => {
    if (doings.isBrokenOff) return await stop()
    if (Array.isArray(records) && records.length > 0) {
      doings.saved.push({ what, model: String(model), records: plain(records) })
    }
    return true
  }
  return {
    batchSave: keep('save'),
    batchUpdate: keep('update'),
    batchDelete: keep('delete'),
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

/** Answers by identity first, then by what comes next: a changed request must still get the answer to its like. */
function proxyFrom(scene: Scene, take: Take, { doings, stop }: Playing): Proxy {
  const { answers } = scene
  const given = answers.map(() => 0)
  return async (config) => {
    if (doings.isBrokenOff) return await stop()
    const request = normalisedRequest(config)
    doings.requests.push(request)
    doings.headers.push(plain(config['headers'] ?? null))
    if (doings.requests.length > answers.length + patience) return await stop()
    const found = answerTo(request, scene, given)
    const asked = () => `${String(request['method'])} ${String(request['endpoint'])}`
    if (!found) {
      doings.unanswered.push(asked())
      // As any API answers what it does not have: nothing in it tells that there is only a recording.
      throw asAxiosError({ data: {}, status: 404, statusText: '404', headers: {}, config })
    }
    if (!found.isExact)
      doings.unlike.push(`${asked()} ${JSON.stringify([request['query'], request['body']])}`.slice(0, 600))
    const { index } = found
    const refused = take.kind === 'refusal' && (take.answer === 'every' || take.answer === index)
    const isCutOff = take.kind === 'cut-off' && take.answer === index
    if (!refused && !isCutOff) given[index] = (given[index] ?? 0) + 1
    doings.used.push(index)
    return respond(answers[index]!, index, take, config)
  }
}

/** Nobody who ever gives up asks so often in vain. */
const patience = 500

function respond(answer: Answer, index: number, take: Take, config: RequestConfig): ProxyResponse {
  if (take.kind === 'cut-off' && take.answer === index) throw cutOff(config)
  const refusal = take.kind === 'refusal' && (take.answer === 'every' || take.answer === index) ? take : undefined
  const data = structuredClone(refusal ? refusal.response : changedResponse(answer, index, take))
  const status = refusal?.status ?? answer.status
  const headers = { ...answer.headers, ...(isHtml(take, index) && { 'content-type': 'text/html; charset=utf-8' }) }
  const response = { data: data ?? '', status, statusText: String(status), headers, config }
  if (status < 400) return response
  throw asAxiosError(response)
}

/** The API's clock goes with ours, and to look at it is to look at a clock: nobody tells by it that ours was put forward. */
function withOurDate(response: ProxyResponse, take: Take, lot: ClockAndDice): ProxyResponse {
  const at = Date.parse(response.headers['date'] ?? '')
  if (Number.isNaN(at)) return response
  const date = new Date(at + (take.kind === 'clock' ? take.by : 0)).toUTCString()
  const get = () => {
    lot.now()
    return date
  }
  return { ...response, headers: Object.defineProperty({ ...response.headers }, 'date', { get, enumerable: true }) }
}

interface ProxyResponse {
  readonly data: Json
  readonly status: number
  readonly statusText: string
  readonly headers: Readonly<Record<string, string>>
  readonly config: RequestConfig
}

function asAxiosError(response: ProxyResponse): Error {
  const { status, config } = response
  return Object.assign(new Error(`Request failed with status code ${status}`), {
    name: 'AxiosError',
    isAxiosError: true,
    code: status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE',
    status,
    config,
    request: {},
    response,
  })
}

/** As the real client throws it: nothing came. */
function cutOff(config: RequestConfig): Error {
  const how = { name: 'AxiosError', isAxiosError: true, code: 'ECONNRESET', config, request: {} }
  return Object.assign(new Error('socket hang up'), how)
}

function isHtml(take: Take, index: number): boolean {
  return take.kind === 'html' && take.answer === index
}

function changedResponse({ response }: Answer, index: number, take: Take): Json {
  if (take.kind === 'response' && take.answer === index) return withValue(response, take.path, take.value)
  if (take.kind === 'uncommon' && take.answer === index) {
    return take.edits.reduce(
      (document, { path, value }) => (value === undefined ? without(document, path) : withValue(document, path, value)),
      response,
    )
  }
  if (isHtml(take, index)) return htmlPage
  if (take.kind === 'turned' && take.answer === index) return withTurnedLists(response)
  return take.kind === 'response-kind' && take.answer === index ? withOtherKind(response, take) : response
}
