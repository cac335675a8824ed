import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readSource } from './read-source.ts'

const versions = { nango: '0.71.10', zod: '4.3.6', vitest: '5.1.1', node: process.version }
const toolchain = { dir: resolve('.'), node: process.execPath, versions, commands: [] }

it('survives a source that no parser survives', async () => {
  const reading = await readSource(`export default ${'('.repeat(30_000)}1${')'.repeat(30_000)}`, toolchain)
  expect(reading).toMatchObject({ kind: 'unreadable' })
})

it('reads a source without running it', async () => {
  expect(await readSource('process.exit(7)', toolchain)).toMatchObject({ kind: 'read', breaks: [{ line: 1 }] })
})
