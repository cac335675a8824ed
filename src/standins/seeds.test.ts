import { afterEach, describe, expect, it } from 'vitest'
import { isJsonObject, type Json } from '../lib/json.ts'
import { openStandIn, standInApis } from './open-stand-in.ts'
import type { AccountObject, AccountState, StandIn } from './stand-in.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const standIn of opened.splice(0)) await standIn[Symbol.asyncDispose]()
})

async function account(api: string, seed: number): Promise<AccountState> {
  const standIn = await openStandIn(api, { seed, credential: 'credential' })
  opened.push(standIn)
  return await standIn.snapshot()
}

/** Which members a value has and of what type, however the texts differ. */
function shape(value: Json): Json {
  if (Array.isArray(value)) return value.map(shape)
  if (!isJsonObject(value)) return value === null ? 'null' : typeof value
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, shape(value[key]!)]),
  )
}

function nameValues(object: AccountObject): string[] {
  const at = (path: string) =>
    path
      .split('.')
      .reduce<Json | undefined>((value, key) => (isJsonObject(value) ? value[key] : undefined), object.fields)
  return object.names.map(at).filter((value) => typeof value === 'string')
}

function texts(value: Json): string[] {
  if (typeof value === 'string') return value.includes(' ') ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}

describe.each([...standInApis])('the seeded account of %s', (api) => {
  it('is the same for the same seed', async () => {
    expect(await account(api, 7)).toEqual(await account(api, 7))
  })

  it('has the same shape for every seed, object by object', async () => {
    const outline = (state: AccountState) =>
      state.map(({ collection, names, fields }) => ({ collection, names, fields: shape(fields) }))
    expect(outline(await account(api, 1))).toEqual(outline(await account(api, 2)))
  })

  it('shares no name and no text with the account of another seed', async () => {
    const [one, other] = [await account(api, 1), await account(api, 2)]
    // Settings, like `timezone`, are called the same in every account; so is the rule for everybody.
    const own = (state: AccountState) =>
      new Set(
        state
          .filter((object) => object.collection !== 'settings')
          .flatMap((object) => [...nameValues(object), ...texts(object.fields)]),
      )
    const [ours, others] = [own(one), own(other)]
    const shared = [...ours].filter((value) => others.has(value))
    expect(shared.filter((value) => !common.has(value))).toEqual([])
    expect(ours.size).toBeGreaterThan(150)
  })

  it('gives every object a key of its own', async () => {
    const keys = (await account(api, 3)).map(({ collection, key }) => `${collection} ${key}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

const common = new Set([
  'default',
  'anyoneWithLink',
  'Google Meet',
  'Plain Text',
  'Sheet1',
  'Central European Time',
  'Eastern Standard Time',
  'Japan Standard Time',
  'Australian Central Daylight Time',
])
