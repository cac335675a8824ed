import type { Json } from '../../../lib/json.ts'
import { checkpointMembers, deletionMembers } from './checkpoint-members.ts'
import type { ClockAndDice } from './clock-and-dice.ts'
import type { Answered, CheckpointAsked, Circumstances, Headers, SentRequest, Stage } from './messages.ts'
import { type RequestConfig, sentRequest } from './sent-request.ts'
import { tripwired } from './tripwires.ts'

/** Parts of Nango's own runtime, so that paging and errors behave as they do there. */
export interface NangoRuntime {
  readonly ActionError: new (payload: unknown) => Error
  readonly paginate: (config: RequestConfig, provider: string, proxy: Proxy) => AsyncGenerator<unknown>
}

type Proxy = (config: RequestConfig) => Promise<unknown>

/** The way out of the function's thread. */
export interface Outside {
  ask(request: SentRequest, isPaging: boolean): Promise<Answered>
  /** The checkpoint, as it then is. */
  checkpoint(asked: CheckpointAsked): Promise<Json>
  keep(what: string, model: string, records: string): void
  tracksDeletes(): void
  odd(what: string): void
}

export interface World {
  readonly stage: Stage
  readonly runtime: NangoRuntime
  readonly lot: ClockAndDice
}

/** A `nango` that answers from a recording and notes every request. What does not exist on the real one is a tripwire. */
export function stubNango(world: World, how: Circumstances, outside: Outside): object {
  const { stage, runtime } = world
  const members = {
    ...requestMembers(outside, world),
    ...accountMembers(stage, how),
    ...recordMembers(outside),
    ...checkpointMembers(outside),
    ...quietMembers(),
    ...deletionMembers(outside),
    ActionError: runtime.ActionError,
  }
  return tripwired(members, outside.odd, how.isFurnished)
}

function requestMembers({ ask }: Outside, { stage, runtime, lot }: World) {
  const proxy = (isPaging: boolean) => async (config: RequestConfig) => {
    const answered = await ask(sentRequest(config), isPaging)
    lot.answered()
    return respond(answered, config, lot)
  }
  const asked = proxy(false)
  const verb = (method: string) => (config: RequestConfig) => asked({ ...config, method })
  return {
    get: verb('GET'),
    post: verb('POST'),
    put: verb('PUT'),
    patch: verb('PATCH'),
    delete: verb('DELETE'),
    proxy: (config: RequestConfig) => asked(config),
    paginate: (config: RequestConfig) => runtime.paginate(config, stage.provider, proxy(true)),
  }
}

function accountMembers({ provider }: Stage, { metadata = null, connection: shown }: Circumstances) {
  const connectionId = shown['connection_id']
  const connection = { ...shown, metadata }
  return {
    provider,
    providerConfigKey: provider,
    connectionId,
    getConnection: async () => structuredClone(connection),
    getMetadata: async () => structuredClone(metadata),
    getToken: async () => `${String(connectionId)}-token`,
    getIntegration: async () => ({ unique_key: provider, provider }),
    getWebhookURL: async () => `https://api.nango.dev/webhook/${provider}`,
    getEnvironmentVariables: async () => [],
  }
}

const { stringify } = JSON
const { isArray } = Array

function recordMembers(outside: Outside) {
  const keep = (what: string) => async (records: unknown, model: unknown) => {
    if (isArray(records) && records.length > 0) outside.keep(what, String(model), stringify(records) ?? '[]')
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

function respond(answered: Answered, config: RequestConfig, lot: ClockAndDice): unknown {
  if (answered.kind === 'cut-off') throw cutOff(config)
  const { data, status, headers } = answered
  const response = { data, status, statusText: String(status), headers: withWatchedDate(headers, lot), config }
  if (status < 400) return response
  const code = status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE'
  throw axiosError(`Request failed with status code ${status}`, { code, status, config, response })
}

/** To look at the API's clock is to look at a clock. */
function withWatchedDate(headers: Headers, lot: ClockAndDice): Headers {
  const { date } = headers
  if (date === undefined) return headers
  return {
    ...headers,
    get date() {
      lot.now()
      return date
    },
  }
}

/** As the real client throws it: nothing came. */
function cutOff(config: RequestConfig): Error {
  return axiosError('socket hang up', { code: 'ECONNRESET', config })
}

/** Where it was made is none of the function's business. */
function axiosError(message: string, more: object): Error {
  const error = Object.assign(new Error(message), { name: 'AxiosError', isAxiosError: true, request: {}, ...more })
  error.stack = `AxiosError: ${message}`
  return error
}
