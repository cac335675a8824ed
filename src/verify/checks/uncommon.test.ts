import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import type { Scene } from '../replay/boxed/job.ts'
import { uncommonEntryTakes } from '../replay/uncommon-entries.ts'
import { uncommonValueTakes } from '../replay/uncommon-values.ts'
import { answer, evidence, freshRun, trial } from '../testing/samples.ts'
import { replayOf } from '../testing/replay-of.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import { entriesKept } from './entries-kept.ts'
import { valuesWhole } from './values-whole.ts'

const tree = (id: string, more: Record<string, Json>) => ({
  id,
  kind: 'tall',
  place: 'Rue A',
  note: 'By a wall',
  ...more,
})
const trees = [
  tree('tree-1', { note: 'By the mill' }),
  tree('tree-2', { place: 'Rue B' }),
  tree('tree-3', { note: '', place: 'Rue C' }),
  { id: 'tree-4', kind: 'low', note: 'In a pot' },
]

/** Plays a function in which an answer holds what no account happened to hold. */
async function played(body: string, response: Json, does = 'Keep a copy of all trees.') {
  const answers = [answer({ endpoint: 'trees', response })]
  const takes = [...uncommonEntryTakes(answers, {}), ...uncommonValueTakes(answers, 7, undefined)]
  const scene: Scene = { purpose: 'fresh', answers, takes: [{ kind: 'same' }, { kind: 'same' }, ...takes] }
  const data = `const data = (await nango.get({ endpoint: '/trees', retries: 3 })).data`
  const replayed = await replayOf(`${data}\n${body}`, [scene], { kind: 'sync' })
  expect(replayed.cutShort).toBeUndefined()
  const interaction = interactionOf('slack/sync-trees', { does })
  return trial({ evidence: evidence({ interaction }), runs: [freshRun()], replay: replayed })
}

describe('an entry that no account happened to hold', () => {
  const entries = async (body: string, does?: string) =>
    entriesKept.examine(await played(`const { trees } = data; ${body}`, { trees }, does))
  const saves = (list: string) => `await nango.batchSave(${list}, 'Tree')`

  it.each([
    ['takes those that are alike for the same', saves('[...new Map(trees.map((t) => [t.note, t])).values()]')],
    ['leaves out what has an empty field', saves('trees.filter((t) => t.note)')],
    ['leaves out what is without a field', saves('trees.filter((t) => t.place !== undefined)')],
  ])('breaks for a sync that %s', async (_, body) => {
    expect(await entries(body)).toMatchObject({ outcome: 'broken' })
  })

  it.each([
    ['keeps all', saves('trees')],
    ['keeps one of each id', saves('[...new Map(trees.map((t) => [t.id, t])).values()]')],
    ['chooses by what is in an entry', saves(`trees.filter((t) => t.kind === 'tall')`)],
    ['says what is missing', saves(`trees.map((t) => ({ id: t.id, note: t.note || 'none', place: t.place ?? null }))`)],
    [
      'fails on what it does not know',
      `for (const t of trees) if (!t.place && t.kind === 'tall') throw new Error('no place')
      ${saves('trees')}`,
    ],
  ])('holds for a sync that %s', async (_, body) => {
    expect((await entries(body))?.outcome ?? 'held').toBe('held')
  })

  it.each([
    'Keep a copy of all trees that somebody has written about.',
    'Keep a copy of all known trees.',
    'Keep a copy of all notes.',
    'Eine Kopie aller Bäume mit einer Bemerkung.',
  ])('says nothing of what is left out where the sentence may ask for that: %s', async (does) => {
    expect((await entries(saves('trees.filter((t) => t.note)'), does))?.outcome ?? 'held').toBe('held')
  })
})

describe('a value that no account happened to hold', () => {
  const values = async (body: string) => {
    const tree = { id: 'tree-1', note: 'linden', rings: 40, at: 1_900_000_000 }
    return valuesWhole.examine(await played(`${body}`, tree))
  }

  it.each([
    ['of 120 characters', 'return { note: data.note.slice(0, 120) }'],
    [
      'that says that it goes on',
      `return { note: data.note.length > 300 ? data.note.slice(0, 299) + '…' : data.note }`,
    ],
    ['of 20,000 characters', 'return { id: data.id, more: { note: data.note.slice(0, 20_000) } }'],
  ])('breaks where a text becomes one %s', async (_, body) => {
    expect(await values(body)).toMatchObject({ outcome: 'broken', because: expect.stringContaining('beginning') })
  })

  it.each([
    ['letters beyond ASCII', String.raw`return { note: data.note.replace(/[^\x20-\x7e]/g, '?') }`, 'alphabets'],
    ['letters of two units', String.raw`return { note: data.note.replace(/[\ud800-\udfff]/g, '') }`, 'alphabets'],
    ['the upper half of a number', 'return { rings: data.rings | 0 }', 'rings'],
  ])('breaks where %s are lost', async (_, body, because) => {
    expect(await values(body)).toMatchObject({ outcome: 'broken', because: expect.stringContaining(because) })
  })

  it.each([
    ['as it is', 'return data'],
    ['trimmed', String.raw`return { note: data.note.trim().replace(/\s+/g, ' ') }`],
    ['in capitals', 'return { note: data.note.toUpperCase() }'],
    ['word by word', String.raw`return { words: data.note.split(/\W+/), first: data.note.split(' ')[0] }`],
    ['before a comma', `return { note: data.note.split(',')[0] }`],
    [
      'as part of an address',
      String.raw`return { slug: data.note.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 40) }`,
    ],
    ['encoded', 'return { note: encodeURIComponent(data.note) }'],
    ['in short, and called so', 'return { notePreview: data.note.slice(0, 60) }'],
    ['in short, beside the whole', 'return { notes: [data.note], id: data.id, note: data.note }'],
    ['if it is not too long', `if (data.note.length > 500) throw new Error('too long'); return { note: data.note }`],
    ['as a number of its own', 'return { rings: Math.round(data.rings * 1.5), text: `${data.rings} rings` }'],
    ['no more than a number can be', 'return { rings: data.rings > 1e9 ? undefined : data.rings }'],
    ['as a time', 'return { at: data.at > 1e12 ? Math.floor(data.at / 1000) : data.at }'],
  ])('holds for one that is returned %s', async (_, body) => {
    expect(await values(body)).toEqual({ outcome: 'held' })
  })
})
