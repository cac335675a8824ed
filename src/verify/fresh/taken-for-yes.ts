import type { Exchange } from '../../gateway/exchange.ts'
import { type Json, jsonOrText } from '../../lib/json.ts'
import type { CleanRoom } from '../clean-room.ts'
import type { Became } from '../replay/boxed/job.ts'
import { differences, pathText, valueAt, without } from '../replay/boxed/leaves.ts'
import { type Replay, type ReplayedScene, sceneFor } from '../replay/replay.ts'
import { withNew } from '../replay/with-new.ts'
import { type FreshRun, proxied } from '../trial.ts'
import { hasEqualAccounts, inEqualAccount } from './in-equal-account.ts'

const most = 4

/**
 * Places of the input whose `false` is not sent, and which the API then takes for true. Most APIs take what is left out
 * for false, and leaving it out is right there: so the API is asked, in equal accounts, with true, with false and without.
 */
export async function takenForYes(
  clean: CleanRoom,
  run: FreshRun,
  replay: Replay | undefined,
): Promise<readonly string[]> {
  const scene = sceneFor(replay, 'fresh')
  if (!scene || !hasEqualAccounts(clean, run)) return []
  const taken: string[] = []
  for (const { input, switched } of leftOut(scene).slice(0, most)) {
    const exchange = proxied(run.exchanges)[scene.base.used[switched.request] ?? -1]
    if (exchange && (await isYesWithout(clean, run, { exchange, switched }))) taken.push(input)
  }
  return taken
}

/** A parameter of one request that stands there for yes, and not at all for no. */
interface Switched {
  readonly request: number
  readonly part: 'query' | 'body'
  readonly path: readonly string[]
  readonly yes: Json
}

function leftOut({ scene, takes }: ReplayedScene): { input: string; switched: Switched }[] {
  return takes.flatMap(({ take, result }) => {
    if (take.kind !== 'input' || typeof take.value !== 'boolean' || result.end !== 'returned') return []
    if (valueAt(scene.input, take.path) !== !take.value) return []
    const changes = (result.became ?? []).filter(({ of }) => of === 'request')
    // Where something else is sent in its place, no is told in another way.
    const [change, ...others] = changes
    const switched = change && others.length === 0 ? switchedBy(change, take.value) : undefined
    return switched ? [{ input: pathText(take.path), switched }] : []
  })
}

function switchedBy({ place, from, to }: Became, now: boolean): Switched | undefined {
  const [yes, no] = now ? [to, from] : [from, to]
  const [request, part, ...path] = place.split('.')
  if (yes === undefined || no !== undefined || path.length === 0) return undefined
  if ((part !== 'query' && part !== 'body') || place.includes('·')) return undefined
  const value = jsonOrText(yes)
  return opposite(value) === undefined ? undefined : { request: Number(request), part, path, yes: value }
}

function opposite(yes: Json): Json | undefined {
  return yes === true ? false : yes === 'true' ? 'false' : yes === 1 ? 0 : yes === '1' ? '0' : undefined
}

interface Asking {
  readonly exchange: Exchange
  readonly switched: Switched
}

async function isYesWithout(clean: CleanRoom, run: FreshRun, { exchange, switched }: Asking): Promise<boolean> {
  const ask = async (value: Json | undefined): Promise<Json | undefined> => {
    const became = await inEqualAccount(clean, run, withSwitch(exchange, switched, value))
    return became && [became.answer, ...became.changed]
  }
  // Asked last as it was first: what ids and times change by themselves changes between those two as well, whenever the
  // clock goes on.
  const [without, yes] = [await ask(undefined), await ask(switched.yes)]
  const [no, again] = [await ask(opposite(switched.yes)), await ask(undefined)]
  if (!without || !again || !yes || !no) return false
  const steady = new Set(differences(without, again))
  const differ = (other: Json) => differences(without, other).some((place) => !steady.has(place))
  return !differ(yes) && differ(no)
}

function withSwitch(exchange: Exchange, { part, path, yes }: Switched, value: Json | undefined): Exchange {
  if (part === 'body') {
    const body = jsonOrText(exchange.requestBody)
    return {
      ...exchange,
      requestBody: JSON.stringify(value === undefined ? without(body, path) : withNew(body, path, value)),
    }
  }
  const url = new URL(exchange.url)
  const name = path.join('.')
  url.searchParams.delete(name)
  if (value !== undefined) url.searchParams.set(name, typeof yes === 'string' ? String(value) : JSON.stringify(value))
  return { ...exchange, url: url.href }
}
