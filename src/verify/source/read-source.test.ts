import { expect, it } from 'vitest'
import { playingToolchain } from '../testing/samples.ts'
import { readSource } from './read-source.ts'

const action = `import { createAction } from 'nango'
export default createAction({
  exec: async (nango, input) => {
    const response = await nango.post({ endpoint: '/things', data: { id: input.id }, retries: 3 })
    return { id: response.data.id, name: 'gone' }
  },
})
`

it('survives a source that no parser survives', async () => {
  const reading = await readSource(`export default ${'('.repeat(30_000)}1${')'.repeat(30_000)}`, playingToolchain)
  expect(reading).toMatchObject({ kind: 'unreadable' })
})

it('reads a source without running it', async () => {
  expect(await readSource('process.exit(7)', playingToolchain)).toMatchObject({ kind: 'read', breaks: [{ line: 1 }] })
})

it('takes a source whose copies would be too large to be told for no function', async () => {
  // A quotation mark is two characters where it is told.
  const reading = await readSource(`${action}/*${'"'.repeat(1_000_000)}*/`, playingToolchain)
  expect(reading).toMatchObject({ kind: 'unreadable', because: expect.stringContaining('larger') })
})

it('has done with 10,000 lines in time', async () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `const l${index} = 'text ${index}'`)
  const reading = await readSource([action, ...lines].join('\n'), playingToolchain)
  expect(reading).toMatchObject({ kind: 'read', breaks: [] })
})

it.each([
  ['a byte order mark and other ends of lines', `\ufeff${action.replaceAll('\n', '\r\n')}`],
  ['a sign of nothing', action.replace('gone', 'go\0ne')],
  ['half of a character', action.replace('gone', 'go\ud800ne')],
])('reads %s', async (_, text) => {
  expect(await readSource(text, playingToolchain)).toMatchObject({ kind: 'read', breaks: [] })
})
