import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { loadParts } from './load-parts.ts'

let temp: Awaited<ReturnType<typeof openTempDir>>
beforeEach(async () => {
  temp = await openTempDir()
})
afterEach(() => temp[Symbol.asyncDispose]())

const text = (name: string, more = '') =>
  `export const part = { name: '${name}', kind: 'villain', does: 'lies', on: ['slack/send-message'],
  expects: { artefact: ['rejected'], conduct: ['clean'] }, *play() { yield { text: 'Done.' } }${more} }\n`

describe('loadParts', () => {
  it('finds the parts of every script below a directory', async () => {
    mkdirSync(join(temp.dir, 'deep'))
    writeFileSync(join(temp.dir, 'one.ts'), text('one'))
    writeFileSync(join(temp.dir, 'deep', 'two.mjs'), text('two'))
    writeFileSync(join(temp.dir, 'notes.md'), 'nothing')
    expect((await loadParts(temp.dir)).map(({ name }) => name)).toEqual(['two', 'one'])
  })

  it.each([
    ['no directory', () => join(temp.dir, 'missing'), /cannot be read/],
    ['nothing in it', () => temp.dir, /holds no parts/],
  ])('says what is wrong with %s', async (_, dir, message) => {
    await expect(loadParts(dir())).rejects.toThrow(message)
  })

  it.each([
    ['a script that fails', 'throw new Error("broken")', /one\.ts cannot be loaded: broken/],
    ['a part without a name', text('one').replace("name: 'one',", ''), /cannot be played:[\s\S]*name/],
    ['two of one name', text('one') + text('one').replace('const part', 'const other'), /Two parts .* called one/],
  ])('says what is wrong with %s', async (_, source, message) => {
    writeFileSync(join(temp.dir, 'one.ts'), source)
    await expect(loadParts(temp.dir)).rejects.toThrow(message)
  })
})
