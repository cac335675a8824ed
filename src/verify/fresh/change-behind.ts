import type { Exchange } from '../../gateway/exchange.ts'
import { type Json, type JsonObject, isJsonObject } from '../../lib/json.ts'
import type { AccountState } from '../../standins/stand-in.ts'
import { changesBetween } from '../account-changes.ts'
import { headersAgain } from '../asked-again.ts'
import type { CleanRoom } from '../clean-room.ts'
import { isDeclined, isSuccess } from '../refusal.ts'
import { bodyOf } from '../replay/answers.ts'
import { type Path, leavesOf, listsOfObjects } from '../replay/boxed/leaves.ts'
import { withNew } from '../replay/with-new.ts'
import type { FreshRun } from '../trial.ts'
import { type Plausible, plausible } from './plausible.ts'
import { savedAs } from './saved-as.ts'
import { isGoneWord, wordyLeaves, writables } from './things-to-write.ts'

/** What was done to things of an account that a sync had saved: by their ids, which are the records' too. */
export interface ChangesBehind {
  /** The member of a thing that names it. */
  readonly idName: string
  readonly made?: string
  /** With the text that it was given, where its record has one in that place. */
  readonly changed?: { readonly id: string; readonly text: string }
  /** The API says that they are no more, or does not have them any more. */
  readonly deleted: readonly string[]
}

/**
 * Lives on in an account as others would: makes a thing like those that a sync has saved, changes one, and deletes some.
 * No API is known here: a list of things at an address is taken to have them below it, and what comes of it is seen in
 * the account. Undefined where nothing could be done.
 */
export async function changeBehind(clean: Behind, run: Run, seed: number): Promise<ChangesBehind | undefined> {
  const listed = listedThings(run)
  if (!listed) return undefined
  const { idName, things, exchange } = listed
  const random = plausible(seed)
  const before = await clean.account().snapshot()
  for (const base of basesOf(exchange.url)) {
    const hand: Hand = { clean, exchange, base, idName, random, before }
    const changed = await changeOne(hand, things, run)
    if (!changed) continue
    const others = things.filter((thing) => nameOf(thing, idName) !== changed.id)
    const made = await makeOne(hand, others)
    const deleted = await deleteSome(hand, others.toReversed())
    return { idName, changed, deleted, ...(made !== undefined && { made }) }
  }
  return undefined
}

type Behind = Pick<CleanRoom, 'account' | 'credential'>
type Run = Pick<FreshRun, 'exchanges' | 'ending'>

interface Hand {
  readonly clean: Behind
  /** By which the things were listed. */
  readonly exchange: Exchange
  /** Address of the things. */
  readonly base: string
  readonly idName: string
  readonly random: Plausible
  /** How the account was last seen. */
  before: AccountState
}

/** Those of a list that became records under their own ids. */
function listedThings(run: Run): { idName: string; things: JsonObject[]; exchange: Exchange } | undefined {
  const ids = recordIds(run)
  for (const exchange of run.exchanges.filter(isSuccess)) {
    for (const list of listsOfObjects(bodyOf(exchange))) {
      const [first] = list
      const idName = isJsonObject(first) && Object.keys(first).find((name) => ids.has(String(first[name])))
      if (typeof idName !== 'string') continue
      const things = list.filter(isJsonObject).filter((thing) => ids.has(nameOf(thing, idName)))
      // A thing that says that it is no more is none.
      const alive = things.filter((thing) => !leavesOf(thing).some(({ path, value }) => isGoneWord(path, value)))
      if (alive.length >= 3) return { idName, things: alive, exchange }
    }
  }
  return undefined
}

function recordIds({ ending }: Run): ReadonlySet<string> {
  const records = ending.kind === 'returned' ? Object.values(ending.saved).flat() : []
  return new Set(records.filter(isJsonObject).map(({ id }) => String(id)))
}

function nameOf(thing: JsonObject, idName: string): string {
  return String(thing[idName])
}

/** Where a list is asked for, and where it would be if the last word of that says only how: `/things/search`. */
function basesOf(url: string): string[] {
  const { origin, pathname } = new URL(url)
  return [`${origin}${pathname}`, `${origin}${pathname.replace(/\/[^/]*$/, '')}`]
}

const mostThings = 4

/** Something that its record says too, if anything is: else no text tells whether the change was followed. */
async function changeOne(hand: Hand, things: readonly JsonObject[], run: Run): Promise<ChangesBehind['changed']> {
  for (const thing of things.slice(0, mostThings)) {
    const id = nameOf(thing, hand.idName)
    const isKept = ({ value }: { value: string }) => savedAs(run, id, value) !== undefined
    const leaves = wordyLeaves(thing).toSorted((one, other) => Number(isKept(other)) - Number(isKept(one)))
    for (const leaf of leaves.slice(0, mostThings)) {
      const text = `${leaf.value} ${hand.random.word()}`
      const { changes } = await done(hand, 'PATCH', { id, body: onlyWith(leaf.path, text) })
      if (changes.some(({ before, after }) => before && after && JSON.stringify(after.fields).includes(text)))
        return { id, text: isKept(leaf) ? text : '' }
    }
  }
  return undefined
}

async function makeOne(hand: Hand, things: readonly JsonObject[]): Promise<string | undefined> {
  for (const thing of things.slice(0, mostThings)) {
    for (const body of writables(thing, nameOf(thing, hand.idName))) {
      const { answer, changes } = await done(hand, 'POST', { body })
      const id = isJsonObject(answer) ? answer[hand.idName] : undefined
      const isNew = changes.some(({ before, after }) => !before && after && JSON.stringify(after).includes(String(id)))
      if (id !== undefined && isNew) return String(id)
    }
  }
  return undefined
}

/** One in the way in which things are deleted, and one by the switch that says so, where it has one. */
async function deleteSome(hand: Hand, things: readonly JsonObject[]): Promise<string[]> {
  const deleted: string[] = []
  const tryAll = async (method: string, bodyFor: (thing: JsonObject) => JsonObject | undefined) => {
    for (const thing of things.filter((each) => !deleted.includes(nameOf(each, hand.idName))).slice(0, mostThings)) {
      const id = nameOf(thing, hand.idName)
      const body = bodyFor(thing)
      if (method !== 'DELETE' && !body) continue
      const { changes } = await done(hand, method, { id, ...(body && { body }) })
      if (changes.length > 0) return void deleted.push(id)
    }
  }
  await tryAll('DELETE', () => undefined)
  await tryAll('PATCH', (thing) => {
    const off = leavesOf(thing).find(({ path, value }) => value === false && isGoneWord(path, true))
    return off && off.path.every((key) => typeof key === 'string') ? onlyWith(off.path, true) : undefined
  })
  return deleted
}

function onlyWith(path: Path, value: Json): JsonObject {
  return withNew({}, path, value) as JsonObject
}

interface Deed {
  readonly id?: string
  readonly body?: JsonObject
}

/** Asked of the API itself: no gateway sees it. The account is read only where it was not declined: that costs. */
async function done(hand: Hand, method: string, { id, body }: Deed) {
  const { clean, exchange, base, before } = hand
  const headers = headersAgain(exchange, { credential: clean.credential, contentType: 'application/json' })
  const url = id === undefined ? base : `${base}/${encodeURIComponent(id)}`
  const response = await clean
    .account()
    .fetch(new Request(url, { method, headers, body: body ? JSON.stringify(body) : null }))
  const answer = bodyOf({ responseBody: await response.text() })
  if (isDeclined(response.status, answer)) return { answer, changes: [] }
  hand.before = await clean.account().snapshot()
  return { answer, changes: changesBetween(before, hand.before) }
}
