import { expect, it } from 'vitest'
import type { Desk } from './desk.ts'
import { intentOf } from './intent.ts'
import { type Operation, readOperation } from './read-page.ts'
import { requestText } from './request-text.ts'
import { makingMember, memberOf, someChanges } from './union.ts'

const kinds = 'paintBox moveBox sellBox weighBox openBox closeBox'.split(' ')
const text = `# shop.changes · Changes a shop

POST /shop/{shopId}/changes
Parameters

- shopId: string, in the path, required. The shop
Body: JSON, Changes

- changes: Change[]. What is to be done
${kinds.map((kind) => `  - ${kind}: ${kind[0]!.toUpperCase()}${kind.slice(1)}. Does something to a box.`).join('\n')}
  - insertPlaces: InsertPlaces. Inserts new shelves or drawers in a cupboard.
  - deletePlaces: DeletePlaces. Deletes shelves or drawers.`
const object = `# InsertPlaces · the object InsertPlaces

Fields

- isWide: boolean. Whether they are wide
- span: Span. The places
  - sort: "SHELVES" | "DRAWERS". The sort of place
  - endPlace: integer. The end (exclusive) of the span
  - startPlace: integer. The start of the span`

const deskFor = (name: string, does: string) =>
  ({ scene: { name, does }, intent: intentOf(name, does, 'action'), overview: '' }) as unknown as Desk

function narrowed(name: string, does: string): Operation | undefined {
  const move = memberOf(deskFor(name, does), [readOperation(text)!])
  const first = move.next()
  if (first.done) return first.value
  expect(first.value.calls).toEqual([{ tool: 'docs', args: { page: 'InsertPlaces' } }])
  const last = move.next([{ ...first.value.calls![0]!, text: object }])
  return last.done ? last.value : undefined
}

it('takes the kind of change that the sentence speaks of, and asks only for what it leaves open', () => {
  const operation = narrowed('insert-drawer', 'Insert a drawer in a cupboard.')!
  expect(operation.body.map(({ name }) => name)).toEqual(['startPlace'])
  const code = requestText(
    { operation, args: [], fixed: [], envelope: undefined },
    { from: 'input', extras: [], pad: '' },
  )
  expect(code.replaceAll(/\s+/g, ' ')).toContain(
    "changes: [{ insertPlaces: { span: { sort: 'DRAWERS', endPlace: input.startPlace + 1, startPlace: input.startPlace } } }]",
  )
})

it('takes none where several changes are wanted, or none is spoken of', () => {
  expect(narrowed('insert-drawers', 'Insert several drawers in a cupboard.')).toBeUndefined()
  expect(narrowed('rename-shop', 'Rename a shop.')).toBeUndefined()
})

it('finds in the same list what makes the thing that another change names, and what that calls it', () => {
  const operation = readOperation(text.replace('paintBox: PaintBox', 'addPlace: AddPlace'))!
  const desk = { ...deskFor('delete-place', 'Delete a place.'), pages: new Map([[operation.page, operation]]) } as Desk
  const move = makingMember(desk, operation, 'place')
  expect(move.next().value).toMatchObject({ calls: [{ args: { page: 'AddPlace' } }] })
  const place = object.replace(
    '- isWide: boolean. Whether they are wide',
    '- name: string. What it is called\n- rack: Rack',
  )
  const { value } = move.next([{ tool: 'docs', args: {}, text: place }])
  expect(value).toMatchObject({ body: [{ name: 'name' }], wrap: { path: ['changes', 'addPlace'] } })
})

it('tries a list of any changes with one that makes something and needs nothing but its name', () => {
  const operation = readOperation(text.replace('paintBox: PaintBox', 'addPlace: AddPlace'))!
  const move = someChanges(
    deskFor('change-shop', 'Carry out a list of changes to a shop, all of them or none.'),
    operation,
  )
  const { value } = move.next()
  expect(value).toMatchObject({ calls: [{ args: { page: expect.stringMatching(/Places?$/) } }] })
  const place = object.replace(
    '- isWide: boolean. Whether they are wide',
    '- place: Place. The place\n  - name: string. What it is called',
  )
  const last = move.next([{ tool: 'docs', args: {}, text: place }])
  const changes = last.done ? last.value : undefined
  expect(changes?.valueOf('Walnut')).toEqual([{ addPlace: { place: { name: 'Walnut' } } }])
})
