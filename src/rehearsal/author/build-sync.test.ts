import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { planSync } from './sync-plan.ts'
import { syncText } from './sync-text.ts'
import { clausesOf } from './sync-clauses.ts'
import { mainOf } from './build-sync.ts'
import { type Pages, deskFor, operationOf, played } from './testing/invented-docs.ts'

const pages: Pages = {
  'boxes.list': `# boxes.list · List the boxes

GET /shop/boxes
Parameters

- behind: string. Where to go on

Answer: 200

- boxes: Box[], required
  - id: string, required
  - is_sealed: boolean
- tail: string

Paging: send the answer's tail as behind until there is none.`,
  'labels.list': `# labels.list · List the labels of a box

GET /shop/boxes/{boxId}/labels
Parameters

- boxId: string, in the path, required. The box

Answer: 200

- labels: Label[], required
  - id: string, required
  - words: string`,
}
const shown = (...answers: Json[]): Json => ({ seen: answers.map((answer) => JSON.stringify(answer)) })
/** A sync prints each record that it would save. */
const boxes = {
  boxes: [
    { id: 'b1', is_sealed: false },
    { id: 'b2', is_sealed: true },
  ],
}
const labels = { labels: [{ id: 'l1', words: 'heavy' }] }

function textFor(name: string, does: string, page: string, answers: readonly Json[]): string | undefined {
  const desk = deskFor(pages, { name, does, kind: 'sync' })
  const main = mainOf({ ...desk, scene: { ...desk.scene, kind: 'sync' } })
  const looking = { ...main.desk, scene: { ...main.desk.scene, kind: 'action' as const } }
  const roots = played(pages, planSync(looking, operationOf(pages, page), clausesOf(does)), answers)
  return roots && syncText(desk.scene, roots)
}

describe('a list that is asked for with each item of another', () => {
  it('is read after it, and its records are told apart and keep what they belong to', () => {
    const does = 'Go through all boxes and keep a copy of the labels of each.'
    const text = textFor('labels', does, 'labels.list', [shown(boxes), shown(labels, labels)])
    expect(text).toContain('for (const item of items) {')
    expect(text).toContain('`/shop/boxes/${encodeURIComponent(item.id)}/labels`')
    expect(text).toContain("id: [item.id, String(innerItem.id)].join(':'), boxId: item.id, labelId: innerItem.id")
    expect(text).toMatch(/batchSave\(innerItems[\s\S]*cursor = page\.tail[\s\S]*saveCheckpoint\(\{ cursor \}\)/)
    expect(text).not.toContain('Metadata')
  })

  it('goes into the outer record where that is what is kept', () => {
    const does = 'Keep a copy of all boxes, each with its labels.'
    const text = textFor('boxes', does, 'boxes.list', [shown(boxes), shown(labels, labels)])
    expect(text).toContain('labels: z.array(Entry)')
    expect(text).toContain('records.push({ ...item, id: String(item.id), labels })')
  })

  it('is none where somebody says which one is meant', () => {
    const does = 'Keep a copy of all labels of a box.'
    expect(textFor('labels', does, 'labels.list', [shown(boxes), shown(labels)])).toBeUndefined()
  })
})
