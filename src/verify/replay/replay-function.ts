import { providerOf } from '../../gateway/provider.ts'
import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import type { Built } from '../../nango/built.ts'
import type { Toolchain } from '../../nango/toolchain.ts'
import type { Interaction } from '../../plan/interaction.ts'
import { headersAgain } from '../asked-again.ts'
import type { CleanRoom } from '../clean-room.ts'
import type { Evidence } from '../evidence.ts'
import { foundNothing } from '../fresh/found-nothing.ts'
import { lastSuccess } from '../fresh/known-run.ts'
import { isWrite, mayWrite } from '../is-write.ts'
import { isDeclined, isSuccess } from '../refusal.ts'
import { type FreshRun, proxied } from '../trial.ts'
import { answersOf, bodyOf } from './answers.ts'
import type { Answer, Scene, Take } from './boxed/job.ts'
import { type Path, leavesOf } from './boxed/leaves.ts'
import { type NeverReached, neverReachedIn } from './never-reached.ts'
import { type PagedScene, pagedScene } from './paged-scene.ts'
import { playerOf } from './play-in-box.ts'
import { refusalsFor } from './refusals.ts'
import { type Replay, replay, sceneFor } from './replay.ts'
import { withFewerThings } from './fewer-things.ts'
import { type InputTakesOptions, inputTakes } from './input-takes.ts'
import { longTakes } from './long-takes.ts'
import { chanceTakes, clockTakes, later } from './time-takes.ts'
import {
  type Refusal,
  cutOffTakes,
  htmlTakes,
  otherOf,
  refusalTakes,
  responseKindTakes,
  responseTakes,
  resumedTakes,
  strangeTakes,
  turnedTakes,
} from './takes.ts'
import { uncommonEntryTakes } from './uncommon-entries.ts'
import { uncommonValueTakes } from './uncommon-values.ts'

export interface ReplayFunctionOptions extends Omit<InputTakesOptions, 'answers'> {
  readonly evidence: Evidence
  readonly clean: CleanRoom
  readonly built: Built
  /** Good runs; the first one is played in every way. */
  readonly runs: readonly FreshRun[]
  readonly toolchain: Toolchain
}

export interface FunctionReplay extends Replay {
  readonly paged?: PagedScene
  readonly neverReached?: NeverReached
}

/** Plays a function against our recording of its fresh runs: with changed answers, changed inputs, and refusals. */
export async function replayFunction(options: ReplayFunctionOptions): Promise<FunctionReplay | undefined> {
  const { evidence, clean, built, runs } = options
  const [run] = runs
  if (!run) return undefined
  const seen = [...evidence.recording, ...clean.gateway.recording]
  const refusals = refusalsFor(seen, await probe(run, clean))
  const isReader = !isWrite(evidence.interaction, run.exchanges)
  const whole = { ...options, refusals, isReader, others: answersOf(seen.filter(isSuccess)) }
  const stage = {
    code: built.code,
    name: evidence.interaction.name,
    provider: evidence.interaction.api,
    connection: connectionOf(run, evidence),
  }
  const player = playerOf(options.toolchain)
  const fewer = await fewerScene(run, whole, (scene) => replay({ ...stage, scenes: [scene] }, player))
  const fresh = wholeScene(run, answersOf(run.exchanges), { ...whole, isTellingElsewhere: fewer !== undefined })
  const found = foundInstead(options, run)
  const paged = pagedScene(fresh, cursorPathOf(evidence.interaction))
  const isSync = evidence.interaction.kind === 'sync'
  const resuming = (scene: Scene): Scene => (isSync ? { ...scene, takes: [...scene.takes, ...resumedTakes] } : scene)
  const scenes = [
    resuming(fresh),
    ...(fewer ? [fewer] : []),
    ...(found ? [wholeScene(run, found, { ...whole, purpose: 'found' })] : []),
    ...(paged ? [resuming(paged.scene)] : []),
    ...knownScene(evidence, options.seed),
    ...runs.slice(1).map(besideScene),
  ]
  const played = await replay({ ...stage, scenes }, player)
  const { source } = evidence
  const neverReached =
    source.kind === 'file' && played.unreached ? neverReachedIn(built.code, played.unreached, source.text) : undefined
  return { ...played, ...(paged && { paged }), ...(neverReached && { neverReached }) }
}

function sceneOf({
  input,
  metadata,
}: {
  input?: Json | undefined
  metadata?: Json | undefined
}): Pick<Scene, 'input' | 'metadata'> {
  return { ...(input === undefined ? {} : { input }), ...(metadata === undefined ? {} : { metadata }) }
}

export interface WholeSceneOptions extends Omit<InputTakesOptions, 'answers'> {
  readonly refusals: readonly Refusal[]
  readonly purpose?: Scene['purpose']
  /** It changes nothing, by whatever method it asks. */
  readonly isReader?: boolean
  /** What else the API was seen to answer. */
  readonly others?: readonly Answer[]
  /** What follows what is shown by another scene: this one takes too long for it. */
  readonly isTellingElsewhere?: boolean
}

/** A run, to be played in every way: with changed answers, changed inputs, and refusals. */
export function wholeScene(run: FreshRun, answers: readonly Answer[], options: WholeSceneOptions): Scene {
  // Where the answers are not those of the run, what it returned of them is not known.
  const returned = options.purpose === undefined ? textsReturned(run) : undefined
  const takes: Take[] = [
    ...asItWas,
    ...strangeTakes(options.seed),
    ...clockTakes({ ...options, answers }),
    ...chanceTakes(),
    ...inputTakes(run.input, { ...options, answers }),
    // What is sent is the same whatever is found.
    ...(options.purpose === undefined ? longTakes(run.input, { ...options, names: placesOfNames(run) }) : []),
    ...refusalTakes(answers, options.refusals),
    ...cutOffTakes(answers),
    ...htmlTakes(answers, (answer) => options.isReader === true || !mayWrite(answer)),
    ...(options.isTellingElsewhere
      ? []
      : tellingTakes(answers, { ...options, returned, values: valuesReturned(run), before: run.before })),
  ]
  return { ...sceneOf(run), purpose: options.purpose ?? 'fresh', answers, takes }
}

const asItWas: readonly Take[] = [{ kind: 'same' }, { kind: 'same', later }]

interface TellingOptions extends WholeSceneOptions, Pick<FreshRun, 'before'> {
  /** What the run returned, where that is known. */
  readonly returned: ReadonlySet<string> | undefined
  readonly values?: ReadonlySet<string>
}

/** What is returned with other answers. */
function tellingTakes(
  answers: readonly Answer[],
  { seed, values, returned, others = [], before }: TellingOptions,
): Take[] {
  const other = otherOf(seed)
  return [
    ...responseTakes(answers, other, values),
    ...responseKindTakes(answers, other),
    ...turnedTakes(answers),
    ...uncommonEntryTakes(answers, { returned, others, account: before }),
    ...uncommonValueTakes(answers, seed, returned),
  ]
}

/** A run that asked very often, with fewer things: if it is played as a run with fewer things would be. */
async function fewerScene(
  run: FreshRun,
  options: WholeSceneOptions,
  play: (scene: Scene) => Promise<Replay>,
): Promise<Scene | undefined> {
  const answers = withFewerThings(answersOf(run.exchanges))
  if (!answers) return undefined
  const scene: Scene = { ...sceneOf(run), purpose: 'fewer', answers, takes: [{ kind: 'same' }] }
  const base = sceneFor(await play(scene), 'fewer')?.base
  const isPlayed = base?.end === 'returned' && new Set(base.used).size === answers.length
  if (!isPlayed || base.unlike.length > 0 || base.unanswered.length > 0) return undefined
  const returned = new Set(leavesOf(base.output ?? null).map(({ value }) => String(value)))
  const takes = [
    ...asItWas,
    ...inputTakes(run.input, { ...options, answers }),
    ...tellingTakes(answers, { ...options, returned, before: run.before }),
  ]
  return { ...scene, takes }
}

/** What the API had answered to the agent, where it has nothing for our input: what it says is real all the same. */
function foundInstead({ evidence }: ReplayFunctionOptions, run: FreshRun): readonly Answer[] | undefined {
  const known = lastSuccess(evidence)
  const exchanges = evidence.recording.filter(({ during }) => during === known?.label)
  return foundNothing(run.exchanges, exchanges) ? answersOf(exchanges) : undefined
}

/** What the agent itself ran: a function may know that input by heart. */
function knownScene(evidence: Evidence, seed: number): Scene[] {
  const known = lastSuccess(evidence)
  if (!known || evidence.source.kind !== 'file' || known.sourceSha256 !== evidence.source.sha256) return []
  const answers = answersOf(evidence.recording.filter(({ during }) => during === known.label))
  const takes: Take[] = [{ kind: 'same' }, { kind: 'same', later }, ...responseKindTakes(answers, otherOf(seed))]
  return [{ ...sceneOf(known), purpose: 'known', answers, takes }]
}

/** What another run of ours had to do; only for what of the code it reaches. */
function besideScene(run: FreshRun): Scene {
  return { ...sceneOf(run), purpose: 'beside', answers: answersOf(run.exchanges), takes: [{ kind: 'same' }] }
}

/** Where a sync's provider names the next page, by Nango's catalogue. An action's answer has to show it itself. */
function cursorPathOf({ api, kind }: Interaction): Path | undefined {
  const path = kind === 'sync' ? providerOf(api).paginate['cursor_path_in_response'] : undefined
  return typeof path === 'string' ? path.split('.') : undefined
}

function placesOfNames({ fresh }: FreshRun): Path[] {
  return fresh.filter(({ isName }) => isName).map(({ path }) => path)
}

/** Few enough to be followed one by one: of a long list the sample has to do. */
function valuesReturned({ ending }: FreshRun): ReadonlySet<string> {
  const values = ending.kind === 'returned' ? leavesOf(ending.output).map(({ value }) => String(value)) : []
  const telling = values.filter((value) => value.length >= 3)
  return telling.length <= 60 ? new Set(telling) : new Set()
}

function textsReturned({ ending }: FreshRun): ReadonlySet<string> {
  const given = ending.kind === 'returned' ? [ending.output, ...Object.values(ending.saved)] : []
  return new Set(given.flatMap((each) => leavesOf(each)).map(({ value }) => String(value)))
}

/** What the provider itself says to a credential that it does not know. */
async function probe(run: FreshRun, clean: CleanRoom): Promise<Refusal | undefined> {
  const asked = proxied(run.exchanges).find(isSuccess)
  // A live API is not knocked at with a wrong key, least of all with a write.
  if (!asked || clean.isShared) return undefined
  const response = await clean.account().fetch(
    new Request(asked.url, {
      method: asked.method,
      headers: headersAgain(asked, { credential: '0', contentType: 'application/json' }),
      body: asked.requestBody === '' || /^(GET|HEAD)$/.test(asked.method) ? null : asked.requestBody,
    }),
  )
  const refusal = { status: response.status, response: bodyOf({ responseBody: await response.text() }) }
  return isDeclined(refusal.status, refusal.response) ? refusal : undefined
}

/** As the gateway showed it to the function. */
function connectionOf(run: FreshRun, { interaction }: Evidence): JsonObject {
  const shown = run.exchanges.findLast(({ kind, url }) => kind === 'control' && /\/connections?\//.test(url))
  const body = shown ? bodyOf(shown) : null
  const named = { connection_id: interaction.connection, provider_config_key: interaction.api }
  return isJsonObject(body) ? { ...named, ...body } : named
}
