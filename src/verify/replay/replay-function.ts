import type { JsonObject } from '../../lib/json.ts'
import { isJsonObject } from '../../lib/json.ts'
import type { Built } from '../../nango/built.ts'
import type { Toolchain } from '../../nango/toolchain.ts'
import type { CleanRoom } from '../clean-room.ts'
import type { Evidence } from '../evidence.ts'
import { isSuccess } from '../refusal.ts'
import { type FreshRun, proxied } from '../trial.ts'
import { answersOf, bodyOf } from './answers.ts'
import type { Scene, Take } from './boxed/job.ts'
import { leavesOf } from './boxed/leaves.ts'
import { playerOf } from './play-in-box.ts'
import { refusalsFor } from './refusals.ts'
import { type Replay, replay } from './replay.ts'
import { type Refusal, inputTakes, refusalTakes, responseTakes } from './takes.ts'

export interface ReplayFunctionOptions {
  readonly evidence: Evidence
  readonly clean: CleanRoom
  readonly built: Built
  /** Good runs; the first one is played in every way. */
  readonly runs: readonly FreshRun[]
  readonly toolchain: Toolchain
}

/** Plays a function against our recording of its fresh runs: with changed answers, changed inputs, and refusals. */
export async function replayFunction(options: ReplayFunctionOptions): Promise<Replay | undefined> {
  const { evidence, clean, built, runs } = options
  const [run] = runs
  if (!run) return undefined
  const answers = answersOf(run.exchanges)
  const refusals = refusalsFor([...evidence.recording, ...clean.gateway.recording], await probe(run, clean))
  const takes: Take[] = [
    { kind: 'same' },
    { kind: 'same' },
    ...responseTakes(answers, valuesReturned(run)),
    ...inputTakes(run.input),
    ...refusalTakes(answers, refusals),
  ]
  const scene: Scene = {
    ...(run.input === undefined ? {} : { input: run.input }),
    ...(run.metadata === undefined ? {} : { metadata: run.metadata }),
    answers,
    takes,
  }
  const request = {
    code: built.code,
    provider: evidence.interaction.api,
    connection: connectionOf(run, evidence),
    scenes: [scene],
  }
  return replay(request, playerOf(options.toolchain))
}

/** Few enough to be followed one by one: of a long list the sample has to do. */
function valuesReturned({ ending }: FreshRun): ReadonlySet<string> {
  const values = ending.kind === 'returned' ? leavesOf(ending.output).map(({ value }) => String(value)) : []
  const telling = values.filter((value) => value.length >= 3)
  return telling.length <= 60 ? new Set(telling) : new Set()
}

/** What the provider itself says to a credential that it does not know. */
async function probe(run: FreshRun, clean: CleanRoom): Promise<Refusal | undefined> {
  const asked = proxied(run.exchanges).find(isSuccess)
  if (!asked) return undefined
  const response = await clean.account().fetch(
    new Request(asked.url, {
      method: asked.method,
      headers: { authorization: 'Bearer 0', 'content-type': 'application/json' },
      body: asked.requestBody === '' || /^(GET|HEAD)$/.test(asked.method) ? null : asked.requestBody,
    }),
  )
  const refusal = { status: response.status, response: bodyOf({ responseBody: await response.text() }) }
  const declined = refusal.status >= 400 || (isJsonObject(refusal.response) && refusal.response['ok'] === false)
  return declined ? refusal : undefined
}

/** As the gateway showed it to the function. */
function connectionOf(run: FreshRun, { interaction }: Evidence): JsonObject {
  const shown = run.exchanges.findLast(({ kind, url }) => kind === 'control' && /\/connections?\//.test(url))
  const body = shown ? bodyOf(shown) : null
  const named = { connection_id: interaction.connection, provider_config_key: interaction.api }
  return isJsonObject(body) ? { ...named, ...body } : named
}
