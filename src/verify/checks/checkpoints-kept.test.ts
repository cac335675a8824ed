import { describe, expect, it } from 'vitest'
import type { Answer, Scene } from '../replay/boxed/job.ts'
import { resumedTakes } from '../replay/takes.ts'
import { answer, evidence, trial } from '../testing/samples.ts'
import { replayOf } from '../testing/replay-of.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import { checkpointsKept } from './checkpoints-kept.ts'

const item = (number: number) => ({ id: `i${number}`, at: `2027-01-0${number}T00:00:00Z` })

/** One page of a list, by the name of the next one. */
const page = (cursor: string, next: string, numbers: readonly number[]) =>
  answer({
    endpoint: 'items',
    query: cursor === '' ? [] : [['cursor', cursor]],
    response: { items: numbers.map(item), next },
  })

const threePages = [page('', 'p2', [1, 2]), page('p2', 'p3', [3, 4]), page('p3', '', [5, 6])]
const onePage = [page('', '', [1, 2])]

async function checked(body: string, answers: readonly Answer[] = threePages) {
  const code = `
    const read = async (params) => (await nango.get({ endpoint: '/items', params, retries: 3 })).data
    ${body.includes('checkpoint') ? 'const checkpoint = await nango.getCheckpoint()' : ''}
    ${body}`
  const takes: Scene['takes'] = [{ kind: 'same' }, { kind: 'same' }, ...resumedTakes]
  const scenes: Scene[] = [
    { purpose: 'fresh', answers, takes },
    { purpose: 'paged', answers: threePages, takes: [{ kind: 'same' }, ...resumedTakes] },
  ]
  const played = await replayOf(code, scenes, { kind: 'sync' })
  expect(played.cutShort).toBeUndefined()
  const sync = interactionOf('slack/sync-users')
  return checkpointsKept.examine(trial({ evidence: evidence({ interaction: sync }), replay: played }))
}

/** Pages by their cursors, from where it was; `what` is done with each. */
const byCursor = (what: string, rest = '') => `let cursor = checkpoint?.cursor ?? ''
    do {
      const { items, next } = await read(cursor === '' ? {} : { cursor })
      ${what}
      cursor = next
    } while (cursor !== '')
    ${rest}`

const save = `await nango.batchSave(items.map(({ id }) => ({ id })), 'Item')`

describe('checkpoints-kept', () => {
  it.each([
    ['asks on from the page where it was', byCursor(`${save}; await nango.saveCheckpoint({ cursor: next })`)],
    [
      'clears what it has saved, when it has read everything',
      byCursor(`${save}; await nango.saveCheckpoint({ cursor: next })`, 'await nango.clearCheckpoint()'),
    ],
    [
      'saves one only where there is more',
      byCursor(`${save}; if (next !== '') await nango.saveCheckpoint({ cursor: next })`),
    ],
    [
      'asks for what is newer than the last that it has seen',
      `const since = checkpoint?.since
      for (let cursor = ''; ;) {
        const { items, next } = await read({ ...(since && { since }), ...(cursor && { cursor }) })
        ${save}
        await nango.saveCheckpoint({ since: items.at(-1).at })
        if (!(cursor = next)) break
      }`,
    ],
    [
      'asks again for the last minutes, and notes once when it began',
      `const begun = new Date().toISOString()
      const since = checkpoint && new Date(Date.parse(checkpoint.begun) - 300000).toISOString()
      for (let cursor = ''; ;) {
        const { items, next } = await read({ ...(since && { since }), ...(cursor && { cursor }) })
        ${save}
        if (!(cursor = next)) break
      }
      await nango.saveCheckpoint({ begun })`,
    ],
    [
      'reads everything, and saves only what is newer than the last time',
      `let last = checkpoint?.last ?? ''
      for (let cursor = ''; ;) {
        const page = await read(cursor ? { cursor } : {})
        const items = page.items.filter(({ at }) => at > last)
        ${save}
        if (!(cursor = page.next)) break
      }
      await nango.saveCheckpoint({ last: '2027-01-06T00:00:00Z' })`,
    ],
    [
      'asks whether anything is new by a header',
      `const headers = checkpoint ? { 'if-none-match': checkpoint.tag } : {}
      for (let cursor = ''; ;) {
        const { data } = await nango.get({ endpoint: '/items', params: cursor ? { cursor } : {}, headers, retries: 3 })
        const { items, next } = data
        ${save}
        if (!(cursor = next)) break
      }
      await nango.saveCheckpoint({ tag: 'w7' })`,
    ],
  ])('lets pass who %s', async (_, body) => {
    expect(await checked(body)).toEqual({ outcome: 'held' })
    expect(await checked(body, onePage)).toEqual({ outcome: 'held' })
  })

  it('says nothing of who reads everything each time', async () => {
    const everything = byCursor(save).replace('checkpoint?.cursor ?? ', '')
    expect(await checked(everything)).toBeUndefined()
  })

  it.each([
    [
      'sets one and never looks at it',
      byCursor(`${save}; await nango.saveCheckpoint({ cursor: next })`).replace("checkpoint?.cursor ?? ''", "''"),
      /each run begins again/,
    ],
    ['never sets the one that it goes on from', byCursor(save), /never sets one/],
    [
      'has saved its place before what stands there',
      byCursor(`await nango.saveCheckpoint({ cursor: next }); ${save}`),
      /save Item "i1"/,
    ],
    [
      'cannot read what it has saved itself',
      `const cursorOf = (text) => text === undefined ? '' : JSON.parse(text).cursor
      ${byCursor(`${save}; await nango.saveCheckpoint({ cursor: next })`).replace('checkpoint?.cursor ??', 'cursorOf(checkpoint?.cursor) ||')}`,
      /fails: SyntaxError/,
    ],
    ['clears what it has never saved', byCursor(save, 'await nango.clearCheckpoint()'), /conflict/],
    [
      'keeps a list in it',
      byCursor(`${save}; await nango.saveCheckpoint({ cursor: next, seen: items.map(({ id }) => id) })`),
      /only texts, numbers and switches/,
    ],
  ])('breaks for who %s', async (_, body, because) => {
    expect(await checked(body)).toMatchObject({ outcome: 'broken', because: expect.stringMatching(because) as string })
  })
})
