import { globSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const catalogue = fileURLToPath(new URL('../../catalogue/', import.meta.url))

function interactions(): string[] {
  return readdirSync(catalogue).flatMap((file) =>
    [...readFileSync(catalogue + file, 'utf8').matchAll(/^ {6}([a-z-]+):$/gm)].map(([, name]) => name!),
  )
}

function checks(): string[] {
  const folders = ['checks', 'conduct'].map((folder) => fileURLToPath(new URL(`../verify/${folder}/`, import.meta.url)))
  return folders.flatMap((folder) => readdirSync(folder)).map((file) => file.replace(/(\.test)?\.ts$/, ''))
}

/** Without what it imports: a file may be called `list-events` because that is what Google calls the operation. */
function code(path: string): string {
  return readFileSync(here + path, 'utf8').replaceAll(/ from '[^']*'/g, '')
}

describe('a stand-in', () => {
  it('knows neither a check nor an interaction by its name', () => {
    // One word alone, such as `events`, is the API's own.
    const names = [...interactions(), ...checks()].filter((name) => name.includes('-'))
    expect(names.length).toBeGreaterThan(200)
    const files = globSync('**/*.ts', { cwd: here }).filter((path) => !path.includes('.test.'))
    expect(files.length).toBeGreaterThan(200)
    const named = files.flatMap((path) => {
      const text = code(path)
      return names
        .filter((name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text))
        .map((name) => `${path}: ${name}`)
    })
    expect(named).toEqual([])
  })
})
