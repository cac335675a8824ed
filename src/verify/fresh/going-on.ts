import type { Json } from '../../lib/json.ts'
import type { CleanRoom } from '../clean-room.ts'
import { type FreshRun, type GoingOn, proxied } from '../trial.ts'
import { changeBehind } from './change-behind.ts'
import { isDate, isUnixTime, unixMilliseconds } from './dates.ts'
import type { FreshRunOptions } from './input-for.ts'
import { runOnce } from './run-once.ts'
import { savedAs } from './saved-as.ts'

/**
 * Runs a sync that left a checkpoint a second time, after its account has changed. `last`: the run whose account is still
 * the one that is open. Undefined where there is nothing to go on from, or nothing could be changed.
 */
export async function goOn(
  clean: CleanRoom,
  options: FreshRunOptions,
  last: FreshRun | undefined,
): Promise<GoingOn | undefined> {
  // Nothing is changed behind a live API: what is there is not ours.
  if (clean.isShared || options.evidence.interaction.kind !== 'sync' || !last) return undefined
  const once = await onceMore(clean, options, { number: 1, listed: last, first: last })
  if (!once || once.whole || !isAheadOfTime(once.second)) return once
  // What we have changed a moment ago has been followed; what changes from now on may be what it skips.
  return (await onceMore(clean, options, { number: 2, listed: last, first: once.second })) ?? once
}

interface Turn {
  readonly number: number
  /** Shows where the things of the account are. */
  readonly listed: FreshRun
  readonly first: FreshRun
}

/** What it does not save is looked for without the checkpoint: nobody is blamed for what they would never save. */
async function onceMore(
  clean: CleanRoom,
  options: FreshRunOptions,
  { number, listed, first }: Turn,
): Promise<GoingOn | undefined> {
  const checkpoint = first.ending.kind === 'returned' ? first.ending.checkpoint : undefined
  if (!checkpoint || Object.keys(checkpoint).length === 0) return undefined
  const changes = await changeBehind(clean, listed, options.seed + number)
  if (!changes) return undefined
  const { input, metadata } = first
  const given = { purpose: 'second' as const, input, metadata, fresh: [] }
  const second = await runOnce(clean, options, { ...given, label: `second-${number}`, checkpoint })
  // Some wait until enough time has gone by.
  if (proxied(second.exchanges).length === 0) return undefined
  const { made, changed } = changes
  const isAll = (made === undefined || savedAs(second, made)) && (!changed || savedAs(second, changed.id, changed.text))
  const going = { first, changes, second }
  return isAll ? going : { ...going, whole: await runOnce(clean, options, { ...given, label: `whole-${number}` }) }
}

/** Its checkpoint has a time that is still to come. */
function isAheadOfTime({ ending }: FreshRun): boolean {
  const values = ending.kind === 'returned' ? Object.values(ending.checkpoint ?? {}) : []
  return values.some((value) => timeOf(value) > Date.now())
}

function timeOf(value: Json): number {
  if (typeof value === 'string' && isDate(value)) return Date.parse(value)
  const number = Number(value)
  return isUnixTime(Math.floor(number)) ? unixMilliseconds(number) : 0
}
