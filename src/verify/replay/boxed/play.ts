import { isShallow } from '../../../lib/is-shallow.ts'
import type { Json, JsonObject } from '../../../lib/json.ts'
import { type Doings, answering, noDoings } from './answering.ts'
import { checkpointStore } from './checkpoints.ts'
import type { Looked } from './clock-and-dice.ts'
import type { InputTake, LongTake, ReplayJob, Scene, Take, TakeResult } from './job.ts'
import { withValue } from './leaves.ts'
import { lotOf } from './lot.ts'
import type { Circumstances, FromThread, SentRequest } from './messages.ts'
import { cyclesOf, movedDates, movedScene } from './moved-dates.ts'
import type { PlayerThread } from './open-thread.ts'

/** One playing, as it was seen from outside the function's thread. */
export interface Played {
  readonly end: TakeResult['end']
  readonly error?: string
  readonly output: Json
  readonly doings: Doings
  readonly looked: Looked
}

/** Plays the function once. Nothing, when its thread ended before it did. */
export async function play(
  { connection }: ReplayJob,
  thread: PlayerThread,
  { scene: given, take }: { scene: Scene; take: Take },
): Promise<Played | undefined> {
  const cycles = cyclesOf(take)
  const scene = cycles === 0 ? given : movedScene(given, cycles)
  const doings = noDoings(scene)
  const answer = answering(scene, take, doings)
  const stored = checkpointStore(take, doings)
  const playing = thread.play(circumstances(scene, take, movedDates(connection, cycles) as JsonObject))
  for await (const said of playing.messages) {
    const ended = hear(said, doings)
    if (ended) return ended
    if (said.kind !== 'ask' && said.kind !== 'checkpoint') continue
    const reply = said.kind === 'ask' ? answer(said.request, said.isPaging) : stored(said)
    if (!reply) return { end: 'endless', output: null, doings, looked: unseen }
    playing.answer(said.ask, reply)
  }
  // Who ended its thread may have told on itself before.
  const because = thread.ended()
  return doings.odd.size > 0 && because !== undefined ? failed(because, doings) : undefined
}

/** It may have looked at anything. */
const unseen: Looked = { clock: true, dice: true }

function circumstances(scene: Scene, take: Take, connection: JsonObject): Circumstances {
  const { input, metadata } = scene
  return {
    input: isOfInput(take) ? withValue(input ?? null, take.path, take.value) : input,
    metadata,
    connection: take.kind === 'elsewhere' ? { ...connection, connection_id: take.connectionId } : connection,
    isFurnished: take.kind === 'furnished',
    lot: lotOf(take),
  }
}

function isOfInput(take: Take): take is InputTake | LongTake {
  return take.kind === 'input' || take.kind === 'long'
}

/** Notes what was said; the playing, if that was its end. What would bring down whoever walks it is not taken. */
function hear(said: FromThread, doings: Doings): Played | undefined {
  switch (said.kind) {
    case 'ask':
      return isWalkable(said.request) ? undefined : failed('what it asked is nested too deeply', doings)
    case 'checkpoint':
      return isShallow(said.value) ? undefined : failed('its checkpoint is nested too deeply', doings)
    case 'tracks-deletes':
      doings.checkpoints.tracksDeletes = true
      return undefined
    case 'reach':
      return undefined
    case 'odd':
      if (doings.odd.size < 20) doings.odd.add(said.odd.slice(0, 200))
      return undefined
    case 'keep': {
      const { what, model, records } = said
      if (!isShallow(records)) return failed('what it saved is nested too deeply', doings)
      doings.saved.push({ what, model, records: JSON.parse(records) as readonly Json[] })
      return undefined
    }
    case 'threw':
      return failed(said.error, doings, said.looked)
    case 'returned': {
      if (!isShallow(said.output)) return failed('what it returned is nested too deeply', doings)
      const returned = JSON.parse(said.output) as Json
      return { end: 'returned', output: { returned, saved: byModel(doings.saved) }, doings, looked: said.looked }
    }
  }
}

function failed(error: string, doings: Doings, looked = unseen): Played {
  return { end: 'threw', error, output: { saved: byModel(doings.saved) }, doings, looked }
}

function isWalkable({ body, headers }: SentRequest): boolean {
  return isShallow(headers) && (body.as === 'text' || isShallow(body.text))
}

/** Records of all batches in one list: how they were cut into batches is not what a function is judged by. */
function byModel(saved: Doings['saved']): Json {
  const models: Record<string, Json[]> = Object.create(null) as Record<string, Json[]>
  for (const { what, model, records } of saved) {
    const key = `${what} ${model}`
    const all = (models[key] ??= [])
    for (const record of records) all.push(record)
  }
  return { ...models }
}
