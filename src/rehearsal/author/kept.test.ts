import { describe, expect, it } from 'vitest'
import { compose } from './compose.ts'
import { actionText } from './function-text.ts'
import { keptBy } from './kept.ts'
import { noLessons } from './lessons.ts'
import { type Pages, deskFor, operationOf, played } from './testing/invented-docs.ts'

const pages: Pages = {
  'boxes.get': `# boxes.get · Get one box

GET /shop/boxes/{boxId}
Parameters

- boxId: string, in the path, required. The box

Answer: 200

- box: Box, required
  - boxId: string, required
  - label: string, required
  - rack: string, required
  - lock: string
  - weighed: date-time, required`,
  'boxes.put': `# boxes.put · Update a box: all of it is replaced

PUT /shop/boxes/{boxId}
Parameters

- boxId: string, in the path, required. The box

Body: JSON

- label: string, required. What the box is called
- rack: string, required. The rack on which it stands
- lock: string. The lock on it

Answer: 200

- box: Box, required`,
}
const put = operationOf(pages, 'boxes.put')

function textFor(name: string, does: string): string {
  const desk = deskFor(pages, { name, does })
  const kept = played(pages, keptBy(desk, put), [])
  return actionText(desk.scene, compose(desk, put, { ...noLessons, ...(kept && { kept }) }), { kind: 'done' })
}

describe('a request that replaces the whole of a thing', () => {
  it('sends back what it does not change, and takes nothing else from its caller', () => {
    const text = textFor('move-box', 'Put a box on another rack and keep everything else about it as it is.')
    expect(text).toMatch(/const current = await nango\.get\([\s\S]*nango\.put\(/)
    expect(text).toContain('...kept,\n        rack: input.rack')
    expect(text).not.toContain('input.label')
    expect(text).not.toContain('weighed')
  })

  it('takes what is demanded and keeps what may be left out', () => {
    const text = textFor('update-box', 'Update a box.')
    expect(text).toContain('label: input.label')
    expect(text).toContain('rack: input.rack')
    expect(text).toContain('lock: z.unknown().optional()')
  })

  it('does not read before it changes only what is sent', () => {
    const desk = deskFor(pages, { name: 'update-box', does: 'Update a box.' })
    expect(played(pages, keptBy(desk, { ...put, method: 'PATCH' }), [])).toBeUndefined()
  })
})
