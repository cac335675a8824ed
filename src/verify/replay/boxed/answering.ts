import type { Json, JsonObject } from '../../../lib/json.ts'
import { answerTo } from './find-answer.ts'
import { type Answer, type CheckpointUse, type Scene, type Take, htmlPage } from './job.ts'
import { withOtherKind, withTurnedLists, withValue, without } from './leaves.ts'
import type { Answered, SentRequest } from './messages.ts'
import { normalisedRequest } from './requests.ts'

/** What a function did during one playing, as it was seen from outside its thread. */
export interface Doings {
  readonly requests: JsonObject[]
  readonly saved: { readonly what: string; readonly model: string; readonly records: readonly Json[] }[]
  readonly used: number[]
  readonly paged: number[]
  readonly unanswered: string[]
  readonly unlike: string[]
  readonly odd: Set<string>
  /** What it gave each request besides. */
  readonly headers: Json[]
  readonly checkpoints: { -readonly [name in keyof CheckpointUse]: CheckpointUse[name] }
  /** What is stored for the next run. */
  checkpoint: Json
  /** It was ended at a checkpoint: nothing that it does from then on happens. */
  isBrokenOff: boolean
}

export function noDoings({ checkpoint }: Pick<Scene, 'checkpoint'>): Doings {
  return {
    requests: [],
    saved: [],
    used: [],
    paged: [],
    unanswered: [],
    unlike: [],
    odd: new Set(),
    headers: [],
    checkpoints: { isAsked: false, saved: 0, clearsNothing: false, tracksDeletes: false },
    checkpoint: checkpoint ?? null,
    isBrokenOff: false,
  }
}

/** Nobody who ever gives up asks so often in vain. */
const patience = 500

/**
 * Answers the requests of one playing from the recording: by identity first, then by what comes next, since a changed
 * request must still get the answer to its like. Nothing, when it has been asked in vain for too long.
 */
export function answering(
  scene: Scene,
  take: Take,
  doings: Doings,
): (sent: SentRequest, isPaging: boolean) => Answered | undefined {
  const { answers } = scene
  const given = answers.map(() => 0)
  return (sent, isPaging) => {
    const request = normalisedRequest(sent)
    doings.requests.push(request)
    doings.headers.push(JSON.parse(sent.headers) as Json)
    if (doings.requests.length > answers.length + patience) return undefined
    // Who has more to ask about than there was asks more often.
    const found = answerTo(request, scene, given) ?? (take.kind === 'long' ? answerTo(request, scene, []) : undefined)
    const asked = () => `${String(request['method'])} ${String(request['endpoint'])}`.slice(0, 600)
    if (!found) {
      doings.unanswered.push(asked())
      // As any API answers what it does not have: nothing in it tells that there is only a recording.
      return { kind: 'response', data: {}, status: 404, headers: {} }
    }
    if (!found.isExact)
      doings.unlike.push(`${asked()} ${JSON.stringify([request['query'], request['body']])}`.slice(0, 600))
    const { index } = found
    const isRefused = take.kind === 'refusal' && (take.answer === 'every' || take.answer === index)
    const isCutOff = take.kind === 'cut-off' && take.answer === index
    if (!isRefused && !isCutOff) given[index] = (given[index] ?? 0) + 1
    doings.used.push(index)
    if (isPaging) doings.paged.push(index)
    return replyOf(answers[index]!, index, take)
  }
}

function replyOf(answer: Answer, index: number, take: Take): Answered {
  if (take.kind === 'cut-off' && take.answer === index) return { kind: 'cut-off' }
  const refusal = take.kind === 'refusal' && (take.answer === 'every' || take.answer === index) ? take : undefined
  const data = refusal ? refusal.response : changedResponse(answer, index, take)
  const headers = {
    ...withOurDate(answer.headers, take),
    ...(isHtml(take, index) && { 'content-type': 'text/html; charset=utf-8' }),
  }
  return { kind: 'response', data: data ?? '', status: refusal?.status ?? answer.status, headers }
}

/** The API's clock goes with ours: nobody tells by it that ours was put forward. */
function withOurDate(headers: Answer['headers'], take: Take): Answer['headers'] {
  const at = Date.parse(headers['date'] ?? '')
  if (take.kind !== 'clock' || Number.isNaN(at)) return headers
  return { ...headers, date: new Date(at + take.by).toUTCString() }
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
