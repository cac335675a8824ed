import { describe, expect, it } from 'vitest'
import { shapeOf } from './shape.ts'
import { pathText, placesText, zodText } from './zod-text.ts'

describe('shapeOf', () => {
  it('demands only what every sample has', () => {
    const text = zodText(
      shapeOf([
        { id: 'a', size: 1 },
        { id: 'b', size: null },
      ]),
    )
    expect(text).toBe('z.object({\n  id: z.string(),\n  size: z.number().nullish(),\n})')
  })

  it('takes values under names that are data for a map', () => {
    expect(shapeOf([{ 'ann@example.com': { busy: true } }])).toMatchObject({ kind: 'map', of: { kind: 'object' } })
  })

  it('allows what it has seen in one place', () => {
    expect(shapeOf([{ v: 1 }, { v: 'x' }])).toMatchObject({ members: [{ shape: { kind: 'either' } }] })
  })

  it('believes the reference where there is no sample', () => {
    expect(
      shapeOf(
        [{ boxes: [] }],
        [{ name: 'boxes', type: 'string[]', required: false, inPath: false, inHeader: false, text: '', fields: [] }],
      ),
    ).toMatchObject({
      members: [{ shape: { kind: 'list', of: { kind: 'text' } } }],
    })
  })
})

describe('texts of places', () => {
  it('lead into what may not be there', () => {
    expect(pathText('page', ['meta', 'next-one'])).toBe('page.meta?.["next-one"]')
    expect(placesText([{ path: ['meta', 'next'], text: 'z.string()' }])).toBe(
      'z.object({\n  meta: z.object({\n    next: z.string(),\n  }).nullish(),\n})',
    )
  })
})
