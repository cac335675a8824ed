import { describe, expect, it } from 'vitest'
import { envelopeIn, readOperation } from './read-page.ts'

const page = `# boxes.list · List the boxes of a shelf

GET /shop/1/shelves/{shelfId}/boxes
Parameters

- shelfId: string, in the path, required. The shelf
- size: number. How many on a page
- Shop-Edition: "7", in a header, required

Answer: 200, BoxList

- boxes: Box[], required
  - id: string, required
  - label: string. What it says
- tail: string

Paging: send the answer's tail as behind while more is true.`

describe('readOperation', () => {
  const operation = readOperation(page)!

  it('reads method, path, parameters and the fields of the answer', () => {
    expect(operation).toMatchObject({ page: 'boxes.list', method: 'GET', path: '/shop/1/shelves/{shelfId}/boxes' })
    expect(operation.params.map(({ name, inPath, required }) => [name, inPath, required])).toEqual([
      ['shelfId', true, true],
      ['size', false, false],
    ])
    expect(operation.answer[0]).toMatchObject({ name: 'boxes', type: 'Box[]', required: true })
    expect(operation.answer[0]?.fields.map(({ name }) => name)).toEqual(['id', 'label'])
  })

  it('knows headers that have one value', () => {
    expect(operation.headers).toEqual({ 'Shop-Edition': '7' })
  })

  it.each([
    [
      "send the answer's tail as behind while more is true.",
      { how: 'cursor', from: 'tail', as: 'behind', while: 'more' },
    ],
    ['send meta.next as after in the body until there is none.', { how: 'cursor', from: 'meta.next', inBody: true }],
    ["get the path in the answer's page.onward until it is null.", { how: 'link', from: 'page.onward' }],
    ['count up page until meta.pages.', { how: 'count', from: 'meta.pages', as: 'page' }],
  ])('reads how a list goes on: %s', (sentence, paging) => {
    expect(readOperation(page.replace(/^Paging: .*$/m, `Paging: ${sentence}`))?.paging).toMatchObject(paging)
  })

  it('takes parameters of a JSON body for what they are', () => {
    const { params, body } = readOperation(
      '# boxes.pack · Pack a box\n\nPOST /boxes.pack (JSON body)\nParameters\n\n- box: string, required. ID of the box.',
    )!
    expect(params).toEqual([])
    expect(body.map(({ name }) => name)).toEqual(['box'])
  })

  it('is nothing for a page without an operation', () => {
    expect(readOperation('# overview · How it all works\n\nText.')).toBeUndefined()
  })
})

describe('envelopeIn', () => {
  it('knows an API whose errors come with a good status', () => {
    expect(envelopeIn('Every answer has `fine`; when it is false, `trouble` is a code.')).toEqual({
      ok: 'fine',
      error: 'trouble',
    })
    expect(envelopeIn('Errors have a real status.')).toBeUndefined()
  })
})
