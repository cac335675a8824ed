import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { boxedCode } from './boxed-code.ts'

describe('our own files for a box', () => {
  let dir: string
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'assay-boxed-'))))
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  test('run as JavaScript, with what they import beside them', () => {
    write('greet.ts', `import { name } from './name.ts'\nconst text: string = 'hello ' + name\nconsole.log(text)\n`)
    write('name.ts', `export const name: string = 'file.ts'\n`)
    const made = boxedCode(join(dir, 'cache'), { root: dir, parts: ['greet.ts', 'name.ts'] })
    expect(execFileSync(process.execPath, [join(made, 'greet.js')], { encoding: 'utf8' })).toBe('hello file.ts\n')
  })

  test('are another directory when they change, and made again when one was damaged', () => {
    write('greet.ts', 'export const one: number = 1\n')
    const cache = join(dir, 'cache')
    const first = boxedCode(cache, { root: dir, parts: ['greet.ts'] })
    writeFileSync(join(first, 'greet.js'), 'export const one = 2\n')
    // Of the same files by another name, as another process would ask.
    expect(boxedCode(cache, { root: `${dir}/.`, parts: ['greet.ts'] })).toBe(first)
    expect(readFileSync(join(first, 'greet.js'), 'utf8')).toContain('= 1')
    write('greet.ts', 'export const one: number = 3\n')
    expect(boxedCode(cache, { root: `${dir}/./.`, parts: ['greet.ts'] })).not.toBe(first)
  })

  function write(name: string, text: string): void {
    writeFileSync(join(dir, name), text)
  }
})
