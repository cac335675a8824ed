import { expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { evidence, freshRun, object, trial } from '../testing/samples.ts'
import { interactionOf } from '../testing/stage-attempt.ts'
import { onlyWhatWasAsked } from './only-what-was-asked.ts'

const folder = object('files', 'folder-1', { name: 'Plans', kind: 'folder', owner: 'ada' })
const file = object('files', 'file-1', { name: 'Budget', kind: 'sheet', owner: 'ada' })
const note = object('notes', 'note-1', { text: 'Call back' })

function examined(records: readonly Json[], before = [folder, file, note], only?: { kind: string | string[] }) {
  const interaction = interactionOf('drive/sync-folders', only && { only })
  const ending = { kind: 'returned', output: null, saved: { Folder: records }, deleted: {} } as const
  return onlyWhatWasAsked.examine(trial({ evidence: evidence({ interaction }), runs: [freshRun({ before, ending })] }))
}
const folders = { kind: 'folder' }

it.each<[string, Json]>([
  ['under its id', { id: 'file-1' }],
  ['under another name, with what else is said of it', { fileId: 'file-1', name: 'Budget' }],
])('breaks where another thing comes out %s', (_, record) => {
  expect(examined([{ id: 'folder-1' }, record], undefined, folders)).toMatchObject({
    outcome: 'broken',
    because: expect.stringContaining('kind "sheet"'),
  })
})

it.each<[string, Json]>([
  ['what was asked for', { id: 'folder-1', name: 'Plans' }],
  ['what has no such field', { id: 'note-1' }],
  ['what refers to another thing', { id: 'folder-1', lastFile: 'file-1' }],
])('holds for %s', (_, record) => {
  expect(examined([record], undefined, folders)).toEqual({ outcome: 'held' })
})

it('knows that several may be wanted', () => {
  expect(examined([{ id: 'file-1' }], undefined, { kind: ['folder', 'sheet'] })).toBeUndefined()
})

it('says nothing where the plan does not, or where there is nothing else', () => {
  expect(examined([{ id: 'file-1' }])).toBeUndefined()
  expect(examined([{ id: 'folder-1' }], [folder], folders)).toBeUndefined()
})
