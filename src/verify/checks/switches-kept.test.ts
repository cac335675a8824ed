import { expect, it } from 'vitest'
import type { Scene } from '../replay/boxed/job.ts'
import { otherOf, responseTakes } from '../replay/takes.ts'
import { answer, evidence, freshRun, trial } from '../testing/samples.ts'
import { replayOf } from '../testing/replay-of.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import { switchesKept } from './switches-kept.ts'

const trees = [
  { id: 'maple', is_old: true, is_tall: false },
  { id: 'alder', is_old: false, is_tall: false },
]
const listed = answer({ endpoint: 'trees', response: { has_more: true, next: 'p2', trees, only_first: false } })

async function examined(tree: string, page = '') {
  const takes = [{ kind: 'same' } as const, { kind: 'same' } as const, ...responseTakes([listed], otherOf(1))]
  const scene: Scene = { purpose: 'fresh', answers: [listed], takes }
  const body = `
    const page = (await nango.get({ endpoint: '/trees', retries: 3 })).data
    if (typeof page.next !== 'string') throw new Error('no page')
    return { items: page.trees.slice(0, page.only_first ? 1 : 2).map((tree) => ({ id: tree.id, ${tree} })), ${page} }`
  const played = await replayOf(body, [scene])
  const interaction = interactionOf('slack/list-trees')
  return switchesKept.examine(trial({ evidence: evidence({ interaction }), runs: [freshRun()], replay: played }))
}

it.each([
  ['says the opposite', 'isOld: !tree.is_old'],
  ['says the same of everything', 'isOld: false'],
  ['says the same of everything, in an object of its own', 'age: { isOld: false }'],
])('breaks where a function %s', async (_, tree) => {
  expect(await examined(tree)).toMatchObject({ outcome: 'broken' })
})

it.each([
  ['what the API says', 'isOld: tree.is_old', ''],
  ['what the API says, in an object of its own', 'age: { isOld: tree.is_old }', ''],
  ['more than one thing in one', 'isOld: tree.is_old || tree.is_tall', ''],
  ['the opposite by another name', 'isYoung: !tree.is_old', ''],
  ['by a cursor whether there is more', '', 'hasMore: page.next !== ""'],
])('lets pass who says %s', async (_, tree, page) => {
  expect(await examined(tree, page)).toEqual({ outcome: 'held' })
})
