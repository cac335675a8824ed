import { readFileSync, writeSync } from 'node:fs'
import type { Json } from '../../../lib/json.ts'
import { askedParts } from './asked-parts.ts'
import { becameOf } from './became.ts'
import type { ReplayJob, Resumed, Scene, Take, TakeResult } from './job.ts'
import { type PlaceChange, changesIn } from './leaves.ts'
import { lostOf } from './lost-records.ts'
import { markedIn } from './marked.ts'
import { cyclesOf, movedDates } from './moved-dates.ts'
import { openThread } from './open-thread.ts'
import { type Played, play } from './play.ts'

/*
 * Runs inside a box, and reads there what a function does. The function itself runs in a thread of its own and shares no
 * object with this one: what it changes, it changes for itself. What is reported is still only a claim, read with bounds
 * outside.
 */

const compared = new Set<Take['kind']>(['same', 'input', 'furnished', 'elsewhere', 'clock', 'chance'])
const isCompared = (how: Take) => compared.has(how.kind) || (how.kind === 'uncommon' && how.as === 'number')

// By way of stdin, which can be read once: the marker is nowhere to be found later.
const job = JSON.parse(readFileSync(0, 'utf8')) as ReplayJob
const longestOutput = 20_000
const report = (line: object) => write(`\n${job.marker}${JSON.stringify(line)}\n`)

const thread = openThread(job)
if (await playAll()) report({ done: true, unreached: (await thread.unreached())?.slice(0, 2_000) })
else {
  // The takes that are left stay unplayed, and it is seen at which it ended.
  writeSync(2, `${thread.ended() ?? ''}\n`)
  process.exitCode = 3
}
await thread.stop()

async function playAll(): Promise<boolean> {
  for (const [scene, { takes }] of job.scenes.entries()) {
    let first: Played | undefined
    for (const [take, how] of takes.entries()) {
      const taken = await takeOf(job.scenes[scene]!, { scene, take, how, first })
      if (!taken) return false
      report(resultOf(taken))
      if (thread.ended() !== undefined) return false
      first ??= taken.played
    }
  }
  return true
}

/** All of it, however full the pipe is. */
function write(text: string): void {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(1, bytes, written)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}

interface Taken {
  readonly scene: number
  readonly take: number
  readonly how: Take
  readonly played: Played
  readonly first: Played | undefined
  readonly resumed?: Resumed
}

/** Who did not look at the clock, or at the dice, when all was as usual never comes to do so by how they stand. */
function isIndifferent({ looked }: Played, { kind }: Take): boolean {
  return (kind === 'clock' && !looked.clock) || (kind === 'chance' && !looked.dice)
}

async function takeOf(scene: Scene, taken: Omit<Taken, 'played'>): Promise<Taken | undefined> {
  const { how: take, first } = taken
  if (first && take.kind === 'resumed') return await playResumed(scene, { ...taken, first })
  const played = first && isIndifferent(first, take) ? first : await play(job, thread, { scene, take })
  return played && { ...taken, played }
}

/** The second of two runs, of which the first may not have got to its end. */
async function playResumed(
  scene: Scene,
  taken: Omit<Taken, 'played'> & { readonly first: Played },
): Promise<Taken | undefined> {
  const { how, first } = taken
  const before = await play(job, thread, { scene, take: how })
  if (!before) return undefined
  const { checkpoint, isBrokenOff } = before.doings
  const isAsMeant = how.kind === 'resumed' && (how.at === 'end' ? before.end === 'returned' : isBrokenOff)
  if (!isAsMeant) return { ...taken, played: before }
  const played = await play(job, thread, { scene: { ...scene, checkpoint }, take: { kind: 'same' } })
  if (!played) return undefined
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

function resultOf(taken: Taken): TakeResult {
  const { how, played, first } = taken
  const output = first ? changesBy(how, first.output, played.output).slice(0, 60) : []
  const requests = first ? changesBy(how, first.doings.requests, played.doings.requests).slice(0, 40) : []
  return {
    scene: taken.scene,
    take: taken.take,
    end: played.end,
    ...(played.error === undefined ? {} : { error: played.error.slice(0, 300) }),
    ...(!first || how.kind === 'turned' || isShortOf(taken) ? { output: played.output } : {}),
    outputChanges: output.map(({ place }) => place),
    requestChanges: requests.map(({ place }) => place),
    ...(isCompared(how) ? { became: becameOf(output, requests) } : {}),
    ...(how.kind === 'long' ? { asked: askedParts(played.doings.requests) } : {}),
    ...(how.kind === 'uncommon' ? { marked: markedIn(played.output, how.marks) } : {}),
    used: played.doings.used.slice(0, 1_000),
    paged: played.doings.paged.slice(0, 1_000),
    unanswered: played.doings.unanswered.slice(0, 5),
    unlike: played.doings.unlike.slice(0, 5),
    odd: [...played.doings.odd],
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

/** Whether it returned without the API's answer, and something short. */
function isShortOf({ how, played }: Taken): boolean {
  const failed = how.kind === 'refusal' || how.kind === 'cut-off' || how.kind === 'html'
  return failed && played.end === 'returned' && JSON.stringify(played.output).length <= longestOutput
}
