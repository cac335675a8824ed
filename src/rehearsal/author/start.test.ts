import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { chooseOperation } from './choose-operation.ts'
import type { Desk } from './desk.ts'
import { outcomeOf } from './finish.ts'
import { actionText } from './function-text.ts'
import { makeOne } from './observe.ts'
import { type Pages, deskFor, operationOf, played } from './testing/invented-docs.ts'
import { tryOperation } from './try-operation.ts'

const pages: Pages = {
  'moves.tellNowTicket': `# moves.tellNowTicket · Tells the ticket for what is moved from now on

GET /shop/moves/now

Answer: NowTicket. Fields: nowTicket (string)`,
  'moves.list': `# moves.list · Lists the moves of boxes

GET /shop/moves
Parameters

- after: string, required. Where to begin: nextTicket of the answer before, or from the tellNowTicket method.

Answer: MoveList. Fields: moves (Move[]), followingTicket (string), laterNowTicket (string)
Paging: send the answer's followingTicket as after until there is none.`,
  'boxes.create': `# boxes.create · Create a box

POST /shop/boxes

Body: JSON, Box

- name: string, required. What it is called

Answer: 201, Box

- id: string, required`,
  Move: `# Move · the object Move

Where a box went.
Fields

- boxId: string. The box`,
}
const does = 'List what was moved since a given ticket, or from now on when none is given.'
const shown = (answer: Json): Json => ({ seen: [JSON.stringify(answer)] })

function desk(): Desk {
  const own = deskFor(pages, { name: 'list-moves', does })
  return { ...own, make: (...of) => makeOne(own, ...of) }
}

describe('a list that has to begin somewhere', () => {
  it('is what was asked for, and not what only tells the beginning', () => {
    expect(played(pages, chooseOperation(desk()), []).map(({ page }) => page)[0]).toBe('moves.list')
  })

  it('begins now unless it is told where, and is looked at after something has happened', () => {
    const own = desk()
    const empty = { moves: [], laterNowTicket: 't1' }
    const full = { moves: [{ boxId: 'b1' }, { boxId: 'b2' }], laterNowTicket: 't2' }
    const answers = [
      shown({ nowTicket: 't1' }),
      { answer: JSON.stringify(empty) },
      { answer: '{"id":"b1"}' },
      shown(full),
    ]
    const seen = played(pages, tryOperation(own, operationOf(pages, 'moves.list')), answers)
    if (seen.kind !== 'seen') throw new Error('it was not seen')
    expect(seen.draft.start?.value).toBe('t1')
    const text = actionText(own.scene, seen.draft, outcomeOf(own, seen))
    expect(text).toMatch(
      /if \(cursor === undefined\) \{[\s\S]*'\/shop\/moves\/now'[\s\S]*cursor = Start\.parse\(start\.data\)\.nowTicket/,
    )
    expect(text).toContain('after: cursor,')
    expect(text).toContain('boxId: z.string()')
    expect(text).toContain('nextCursor: next })')
    expect(text).toContain('laterCursor: page.laterNowTicket')
  })
})
