import { describe, expect, it } from 'vitest'
import { findAll } from './find.ts'
import { openedBefore } from './opened-before.ts'
import { type Pages, deskFor, operationOf, played } from './testing/invented-docs.ts'

const pages: Pages = {
  'shelves.get': `# shelves.get · Get a shelf

GET /shop/shelves/{shelfId}
Parameters

- shelfId: string, in the path, required. The shelf

Answer: 200, Shelf

- shelfId: string
- boxes: Box[]`,
  'boxes.copy': `# boxes.copy · Copy a box

POST /shop/shelves/{shelfId}/boxes/{boxId}/copy
Parameters

- shelfId: string, in the path, required. The shelf
- boxId: integer, in the path, required. The box to copy`,
  'boxes.guard': `# boxes.guard · Guard all boxes

POST /shop/guard
Body: JSON, Guard

- name: string, required. What the guard is called

Answer: 201, Guard

- id: string
- shiftId: string`,
  'guards.leave': `# guards.leave · A guard leaves

POST /shop/guards/leave
Body: JSON, Guard

- id: string. The guard
- shiftId: string. The shift of the guard

Answer: empty, status 204.`,
}
describe('what nothing lists', () => {
  it('is found in the thing that has it', () => {
    const desk = deskFor(pages, { name: 'copy-box', does: 'Copy a box of a shelf.' })
    const operation = operationOf(pages, 'boxes.copy')
    const start = new Map([['shelfId', [{ value: 's1', item: null }]]])
    const boxId = operation.params.filter(({ name }) => name === 'boxId')
    const seen = { seen: [JSON.stringify({ boxes: [{ looks: { boxId: 0 } }, { looks: { boxId: 7 } }] })] }
    const known = played(pages, findAll(desk, operation, boxId, { start }), [seen])
    expect(known.get('boxId')?.map(({ value }) => value)).toEqual([0, 7])
  })
})

describe('what is to be ended', () => {
  it('is begun twice by what answers with the same object, and named by both of its ids', () => {
    const desk = deskFor(pages, { name: 'stop-guard', does: 'Stop a guard who was hired before.' })
    const answers = ['a', 'b'].map((id) => ({ answer: JSON.stringify({ id, shiftId: `shift-${id}` }) }))
    const known = played(pages, openedBefore(desk, operationOf(pages, 'guards.leave')), answers)
    const values = (name: string) => known.get(name)?.map(({ value }) => value)
    expect([values('id'), values('shiftId')]).toEqual([
      ['a', 'b'],
      ['shift-a', 'shift-b'],
    ])
  })

  it('is nothing where nothing is ended', () => {
    const desk = deskFor(pages, { name: 'hire-guard', does: 'Hire a guard.' })
    expect(played(pages, openedBefore(desk, operationOf(pages, 'boxes.guard')), [])).toEqual(new Map())
  })
})
