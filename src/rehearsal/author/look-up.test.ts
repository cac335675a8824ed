import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import { compose } from './compose.ts'
import { findAll } from './find.ts'
import { demandedBy } from './fields.ts'
import { actionText } from './function-text.ts'
import { noLessons } from './lessons.ts'
import { lookUpIn } from './look-up-clause.ts'
import { lookedUp } from './look-up.ts'
import { type Pages, deskFor, operationOf, played } from './testing/invented-docs.ts'

const pages: Pages = {
  'boxes.list': `# boxes.list · List the boxes

GET /shop/boxes
Parameters

- behind: string. Where to go on

Answer: 200

- boxes: Box[], required
  - id: string, required
  - label: string
- tail: string

Paging: send the answer's tail as behind until there is none.`,
  'boxes.burn': `# boxes.burn · Burn a box

POST /shop/boxes/{boxId}/burn
Parameters

- boxId: string, in the path, required. The box

Answer: 204, empty`,
}
const boxes: Json = { boxes: [{ id: 'b1', about: { label: 'old shoes' } }], tail: 't' }

function* found(desk: ReturnType<typeof deskFor>, does: string) {
  const burn = operationOf(pages, 'boxes.burn')
  const known = yield* findAll(desk, burn, demandedBy(burn))
  const lookUp = yield* lookedUp(desk, burn, lookUpIn(does)!, known)
  return compose(desk, burn, { ...noLessons, known, ...(lookUp && { lookUp }) })
}

describe('a thing that is looked up', () => {
  const does = 'Look up a box by its label and burn it.'
  const desk = deskFor(pages, { name: 'burn-box', does })
  const draft = played(pages, found(desk, does), [{ seen: [JSON.stringify(boxes)] }])
  const text = actionText(desk.scene, draft, { kind: 'done' })

  it('is given by what it is known by, and its id comes from the list, page by page', () => {
    expect(draft.args.find(({ place }) => place === 'look-up')?.value).toBe('old shoes')
    expect(text).toMatch(/const Input = z\.object\(\{\n {2}label: z\.string\(\)[^\n]*\n\}\)/)
    expect(text).toContain('find((each) => each.about?.label === input.label)?.id')
    expect(text).toContain("...(at !== '' && { behind: at })")
    expect(text).toContain('`/shop/boxes/${encodeURIComponent(found)}/burn`')
  })

  it('is an error if nothing is called so', () => {
    expect(text).toContain("type: 'not_found', message: `There is no box whose label is ${input.label}`")
  })
})

describe('lookUpIn', () => {
  it('says by itself what is done with the thing, and of what it is', () => {
    expect(lookUpIn('Find one shelf of a rack by its colour, then move it up.')).toEqual({
      act: 'Move one shelf of a rack up.',
      thing: 'shelf',
      by: 'colour',
    })
  })

  it('is nothing where a thing is only found', () => {
    expect(lookUpIn('Look up a box by its label.')).toBeUndefined()
  })
})
