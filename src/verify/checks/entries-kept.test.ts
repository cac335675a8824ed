import { expect, it } from 'vitest'
import type { Scene } from '../replay/boxed/job.ts'
import { turnedTakes } from '../replay/takes.ts'
import { answer, evidence, freshRun, trial } from '../testing/samples.ts'
import { replayOf } from '../testing/replay-of.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import { entriesKept } from './entries-kept.ts'

const entries = ['maple', 'linden', 'aspen', 'alder', 'hazel'].map((name, index) => ({
  id: `tree-${name}`,
  kind: index % 2 === 0 ? 'tall' : 'short',
  at: 900 - index,
  ring: 40_000 + index,
}))
const listed = answer({ endpoint: 'trees', response: { trees: entries } })

const again = { ...listed, endpoint: 'gardens/2/trees' }
const ofTwoGardens = (lost: number) => `
  const others = (await nango.get({ endpoint: '/gardens/2/trees', retries: 3 })).data.trees
  const of = (garden, all) => all.slice(${lost}).map((tree) => ({ ...tree, id: garden + ':' + tree.id, first: all[0].id }))
  await nango.batchSave([...of('1', trees), ...of('2', others)], 'Tree')`

async function examined(body: string, more: { kind?: 'sync' | 'action'; input?: Scene['input'] } = {}) {
  const { kind = 'sync', input } = more
  const scene: Scene = {
    purpose: 'fresh',
    ...(input === undefined ? {} : { input }),
    answers: [listed, again],
    takes: [{ kind: 'same' }, { kind: 'same' }, ...turnedTakes([listed])],
  }
  const trees = `const { trees } = (await nango.get({ endpoint: '/trees', retries: 3 })).data`
  const played = await replayOf(`${trees}\n${body}`, [scene], { kind })
  expect(played.cutShort).toBeUndefined()
  const interaction = interactionOf(kind === 'sync' ? 'slack/sync-trees' : 'slack/list-trees')
  return entriesKept.examine(trial({ evidence: evidence({ interaction }), runs: [freshRun()], replay: played }))
}

it.each([
  ['loses the first record', `await nango.batchSave(trees.slice(1), 'Tree')`],
  ['loses the last record', `await nango.batchSave(trees.slice(0, -1), 'Tree')`],
  ['keeps the first two', `await nango.batchSave(trees.slice(0, 2), 'Tree')`],
  ['skips each second one', `await nango.batchSave(trees.filter((_, index) => index % 2 === 0), 'Tree')`],
  [
    'knows its records by numbers',
    `await nango.batchSave(trees.slice(1).map(({ ring }) => ({ id: String(ring) })), 'Tree')`,
  ],
  ['loses the first of a list, which another list has too', ofTwoGardens(1)],
  ['renames what it keeps', `await nango.batchSave(trees.slice(1).map(({ id }) => ({ key: id })), 'Tree')`],
])('breaks for a sync that %s', async (_, body) => {
  expect(await examined(body)).toMatchObject({ outcome: 'broken' })
})

it.each([
  ['keeps all', `await nango.batchSave(trees, 'Tree')`],
  ['keeps all the other way round', `await nango.batchSave(trees.toReversed(), 'Tree')`],
  ['chooses by what is in an entry', `await nango.batchSave(trees.filter(({ kind }) => kind === 'tall'), 'Tree')`],
  [
    'stops at the first that is too old',
    `const old = trees.findIndex(({ at }) => at < 898); await nango.batchSave(trees.slice(0, old), 'Tree')`,
  ],
  ['keeps all of two lists, and says which was first', ofTwoGardens(0)],
  [
    'numbers its records',
    `await nango.batchSave(trees.map((tree, index) => ({ ...tree, id: String(index) })), 'Tree')`,
  ],
])('holds for a sync that %s', async (_, body) => {
  expect(await examined(body)).toEqual({ outcome: 'held' })
})

it('breaks for an action that loses an entry of its list', async () => {
  expect(await examined('return { trees: trees.slice(0, -1) }', { kind: 'action' })).toMatchObject({
    outcome: 'broken',
  })
})

it.each([
  ['so many as it was asked for', 'return { trees: trees.slice(0, input.limit) }', { limit: 4 }],
  ['one that it looked for', 'return { tree: trees[0] }', {}],
])('holds for an action that returns %s', async (_, body, input) => {
  expect(await examined(body, { kind: 'action', input })).toEqual({ outcome: 'held' })
})

it('holds for an action that gives out of two pages as many as it was asked for', async () => {
  const body = `const others = (await nango.get({ endpoint: '/gardens/2/trees', retries: 3 })).data.trees
  return { items: [...trees, ...others.map((tree) => ({ ...tree, id: '2' + tree.id }))].slice(0, input.count) }`
  const asked = { kind: 'action', input: { count: 7 } } as const
  expect(await examined(body, asked)).toEqual({ outcome: 'held' })
  expect(await examined('return { items: trees.slice(1) }', asked)).toMatchObject({ outcome: 'broken' })
})
