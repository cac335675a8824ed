import type { Exchange } from '../../gateway/exchange.ts'
import type { Json, JsonObject } from '../../lib/json.ts'
import type { Answer } from '../replay/boxed/job.ts'
import { unseenExchange } from '../unattended.ts'

/** One run of a function as its project's fixture has it: made by somebody else, at some time, against some account. */
export interface RecordedRun {
  readonly input: Json | undefined
  readonly metadata: JsonObject | undefined
  /** As a function sees it. */
  readonly connection: JsonObject
  /** Whose paging rules hold: the provider, or where it is not said the integration. */
  readonly provider: string
  readonly output: Json
  readonly saved: Readonly<Record<string, readonly Json[]>>
  readonly deleted: Readonly<Record<string, readonly Json[]>>
  readonly answers: readonly Answer[]
}

/** The answers as exchanges: no gateway saw them. */
export function exchangesOf({ answers }: RecordedRun): Exchange[] {
  return answers.map((answer, index) => {
    const query = new URLSearchParams(answer.query.map(([name, value]): [string, string] => [name, value])).toString()
    const body = typeof answer.response === 'string' ? answer.response : JSON.stringify(answer.response)
    return unseenExchange({
      seq: index + 1,
      during: 'recorded',
      method: answer.method.toUpperCase(),
      url: `https://recorded.invalid/${answer.endpoint.replace(/^https?:\/\/[^/]*\//, '')}${query && `?${query}`}`,
      endpoint: answer.endpoint,
      query: answer.query,
      requestHeaders: {},
      requestBody: answer.body,
      status: answer.status,
      responseHeaders: answer.headers,
      responseBody: answer.response === null ? '' : body,
      upstream: 'direct',
    })
  })
}
