import { expect, it } from 'vitest'
import { playingToolchain } from '../testing/samples.ts'
import { readSource } from './read-source.ts'

it('survives a source that no parser survives', async () => {
  const reading = await readSource(`export default ${'('.repeat(30_000)}1${')'.repeat(30_000)}`, playingToolchain)
  expect(reading).toMatchObject({ kind: 'unreadable' })
})

it('reads a source without running it', async () => {
  expect(await readSource('process.exit(7)', playingToolchain)).toMatchObject({ kind: 'read', breaks: [{ line: 1 }] })
})
