import { readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Json } from '../../../lib/json.ts'
import { becameOf } from './became.ts'
import { type Looked, clockAndDice } from './clock-and-dice.ts'
import type { ReplayJob, Resumed, Scene, Take, TakeResult } from './job.ts'
import { type PlaceChange, changesIn, withValue } from './leaves.ts'
import { functionLoader } from './load-function.ts'
import { lostOf } from './lost-records.ts'
import { markedIn } from './marked.ts'
import { movedDates, movedScene } from './moved-dates.ts'
import { type Doings, type NangoRuntime, stubNango } from './stub-nango.ts'

/*
 * Runs inside a box, beside the function that is on trial. Takes its writer and clock before any foreign code is
 * loaded; what it reports is still only a claim, read with bounds outside.
 */

const write = writeSync
const compared = new Set<Take['kind']>(['same', 'input', 'furnished', 'elsewhere', 'clock', 'chance'])
const isCompared = (how: Take) => compared.has(how.kind) || (how.kind === 'uncommon' && how.as === 'number')
const stringify = JSON.stringify
process.on('unhandledRejection', () => undefined)
process.on('uncaughtException', () => undefined)

// By way of stdin, which can be read once: the marker is nowhere to be found later.
const job = JSON.parse(readFileSync(0, 'utf8')) as ReplayJob
const longestOutput = 20_000
const report = (line: object) => write(1, `\n${job.marker}${stringify(line)}\n`)

const runtime = await nangoRuntime(job.nodeModules)
const lot = clockAndDice()
const load = functionLoader(job.code, job.nodeModules, lot)
for (const [scene, { takes }] of job.scenes.entries()) {
  let first: Played | undefined
  for (const [take, how] of takes.entries()) {
    const taken = await takeOf(job.scenes[scene]!, { scene, take, how, first })
    report(resultOf(taken))
    first ??= taken.played
  }
}
report({ done: true })

interface Played {
  readonly end: TakeResult['end']
  readonly error?: string
  readonly output: Json
  readonly doings: Doings
  readonly looked: Looked
}

/** Who did not look at the clock, or at the dice, when all was as usual never comes to do so by how they stand. */
function isIndifferent({ looked }: Played, { kind }: Take): boolean {
  return (kind === 'clock' && !looked.clock) || (kind === 'chance' && !looked.dice)
}

async function takeOf(scene: Scene, taken: Omit<Taken, 'played'>): Promise<Taken> {
  const { how, first } = taken
  if (first && how.kind === 'resumed') return await playResumed(scene, { ...taken, first })
  return { ...taken, played: first && isIndifferent(first, how) ? first : await play(scene, how) }
}

async function play(given: Scene, take: Take): Promise<Played> {
  lot.begin(take)
  const played = await playOnce(given, take)
  return { ...played, looked: lot.looked() }
}

async function playOnce(given: Scene, take: Take): Promise<Omit<Played, 'looked'>> {
  const cycles = cyclesOf(take)
  const scene = cycles === 0 ? given : movedScene(given, cycles)
  const connection = movedDates(job.connection, cycles) as ReplayJob['connection']
  const { nango, doings, stopped } = stubNango(scene, take, { job: { ...job, connection }, runtime, lot })
  const input = take.kind === 'input' ? withValue(scene.input ?? null, take.path, take.value) : scene.input
  try {
    const exec = load()
    const returned = await Promise.race([exec(nango, structuredClone(input)), stopped])
    if (returned === doings) return { end: 'endless', output: null, doings }
    const output = JSON.parse(stringify(returned) ?? 'null') as Json
    return { end: 'returned', output: { returned: output, saved: byModel(doings.saved) }, doings }
  } catch (error) {
    // The function has an Error of its own world: it is told by its shape.
    const { name, message } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Error>
    const text = message === undefined ? stringify(error) : `${name ?? 'Error'}: ${message}`
    return { end: 'threw', error: String(text).slice(0, 300), output: { saved: byModel(doings.saved) }, doings }
  }
}

/** The second of two runs, of which the first may not have got to its end. */
async function playResumed(scene: Scene, taken: Omit<Taken, 'played'> & { readonly first: Played }): Promise<Taken> {
  const { how, first } = taken
  const before = await play(scene, how)
  const { checkpoint, isBrokenOff } = before.doings
  const isAsMeant = how.kind === 'resumed' && (how.at === 'end' ? before.end === 'returned' : isBrokenOff)
  if (!isAsMeant) return { ...taken, played: before }
  const played = await play({ ...scene, checkpoint }, { kind: 'same' })
  const resumed: Resumed = {
    stored: checkpoint,
    isBrokenOff,
    lost: lostOf(first.doings, [before.doings, played.doings]),
    headerChanges: changesIn(first.doings.headers, played.doings.headers)
      .slice(0, 40)
      .map(({ place }) => place),
  }
  return { ...taken, played, resumed }
}

interface Taken {
  readonly scene: number
  readonly take: number
  readonly how: Take
  readonly played: Played
  readonly first: Played | undefined
  readonly resumed?: Resumed
}

function resultOf(taken: Taken): TakeResult {
  const { how, played, first } = taken
  const output = first ? changesBy(how, first.output, played.output).slice(0, 60) : []
  const requests = first ? changesBy(how, first.doings.requests, played.doings.requests).slice(0, 40) : []
  return {
    scene: taken.scene,
    take: taken.take,
    end: played.end,
    ...(played.error === undefined ? {} : { error: played.error }),
    ...(!first || how.kind === 'turned' || isShortOf(taken) ? { output: played.output } : {}),
    outputChanges: output.map(({ place }) => place),
    requestChanges: requests.map(({ place }) => place),
    ...(isCompared(how) ? { became: becameOf(output, requests) } : {}),
    ...(how.kind === 'uncommon' ? { marked: markedIn(played.output, how.marks) } : {}),
    used: played.doings.used.slice(0, 1_000),
    paged: played.doings.paged.slice(0, 1_000),
    unanswered: played.doings.unanswered.slice(0, 5),
    unlike: played.doings.unlike.slice(0, 5),
    odd: [...new Set(played.doings.odd)].slice(0, 20),
    ...(first ? {} : { checkpoints: played.doings.checkpoints }),
    ...(taken.resumed && { resumed: taken.resumed }),
  }
}

/** What neither stayed as it was nor went with the dates that were moved. */
function changesBy(how: Take, before: Json, after: Json): PlaceChange[] {
  if (before === after) return []
  const changes = changesIn(before, after)
  const cycles = cyclesOf(how)
  if (cycles === 0 || changes.length === 0) return changes
  const places = new Set(changes.map(({ place }) => place))
  return changesIn(movedDates(before, cycles), after).filter(({ place }) => places.has(place))
}

function cyclesOf(take: Take): number {
  return take.kind === 'clock' ? (take.cycles ?? 0) : 0
}

/** Whether it returned without the API's answer, and something short. */
function isShortOf({ how, played }: Taken): boolean {
  const failed = how.kind === 'refusal' || how.kind === 'cut-off' || how.kind === 'html'
  return failed && played.end === 'returned' && stringify(played.output).length <= longestOutput
}

/** Records of all batches in one list: how they were cut into batches is not what a function is judged by. */
function byModel(saved: readonly Json[]): Json {
  const models: Record<string, Json[]> = Object.create(null) as Record<string, Json[]>
  for (const batch of saved as { what: string; model: string; records: Json[] }[]) {
    const key = `${batch.what} ${batch.model}`
    models[key] = [...(models[key] ?? []), ...batch.records]
  }
  return { ...models }
}

async function nangoRuntime(nodeModules: string): Promise<NangoRuntime> {
  const sdk = (file: string) => import(pathToFileURL(join(nodeModules, '@nangohq/runner-sdk/dist', file)).href)
  const { ActionError } = (await sdk('errors.js')) as Pick<NangoRuntime, 'ActionError'>
  const { NangoActionBase } = (await sdk('action.js')) as {
    NangoActionBase: { prototype: { paginate: (this: object, config: object) => AsyncGenerator<unknown> } }
  }
  return {
    ActionError,
    paginate(config, provider, proxy) {
      const self = { provider, proxy, getProxyConfig: (given: object) => ({ method: 'GET', ...given }) }
      return NangoActionBase.prototype.paginate.call(self, config)
    },
  }
}
