import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import type { KnownRuns } from '../plant-controls.ts'
import { mutantsOf } from './mutants.ts'

const action = `export default createAction({
  exec: async (nango, input): Promise<z.infer<typeof Output>> => {
    const response = await nango.get({ endpoint: '/things', params: { of: input.of }, retries: 3 })
    return Output.parse(response.data)
  },
})
`
const sync = `export default createSync({
  exec: async (nango) => {
    for await (const page of nango.paginate({ endpoint: '/things' })) {
      await nango.batchSave(page.map(recordOf), 'Thing')
    }
  },
})
`
const looping = `export default createSync({
  exec: async (nango) => {
    let cursor
    do {
      const { data } = await nango.get({ endpoint: '/things', params: { cursor } })
      for (const each of data.items) names.push(each.name)
      cursor = data.next
    } while (cursor)
  },
})
`
const nothing: KnownRuns = {
  input: undefined,
  output: null,
  saved: {},
  other: { input: undefined, output: null },
  answered: new Set(['id', 'name']),
}

const list = {
  items: [
    { id: 'a', name: 'Ada' },
    { id: 'b', name: 'Bob' },
  ],
  nextCursor: 'xyz',
}
const listed: KnownRuns = {
  ...nothing,
  input: { of: 'u1' },
  output: list,
  other: { input: { of: 'u2' }, output: { items: [], nextCursor: 'abc' } },
}
const textOf = (id: string, source: string, known: KnownRuns) =>
  mutantsOf(source, known, 1).find((mutant) => mutant.id === id)?.text

/** What exec gives when it runs, with types taken out by hand: what is put in has few. */
async function outputOf(
  text: string | undefined,
  input: object = { of: 'u1' },
): Promise<{ output: unknown; asked: unknown[] }> {
  const bare = String(text)
    .replace(/ as (unknown as )?(never|Record<string, unknown>|unknown\[\])/g, '')
    .replace(/\): Promise<[^=]*=>/, ') =>')
  const asked: unknown[] = []
  const nango = { get: async (request: { params: unknown }) => (asked.push(request.params), { data: list }) }
  const createAction = (definition: { exec: (nango: unknown, input: object) => Promise<unknown> }) => definition
  const make = new Function(
    'createAction',
    'Output',
    `return ${bare.replace('export default ', '').replaceAll('as unknown', '')}`,
  )
  const made = make(createAction, { parse: (value: unknown) => value }) as ReturnType<typeof createAction>
  return { output: await made.exec(nango, input), asked }
}

describe('mutants', () => {
  it('change an output in the ways in which it could be wrong', async () => {
    expect((await outputOf(action)).output).toEqual(list)
    expect((await outputOf(textOf('swapped-fields', action, listed))).output).toEqual({
      items: [
        { id: 'Ada', name: 'a' },
        { id: 'Bob', name: 'b' },
      ],
      nextCursor: 'xyz',
    })
    expect((await outputOf(textOf('last-entry-lost', action, listed))).output).toMatchObject({ items: [{ id: 'a' }] })
    expect((await outputOf(textOf('first-page-only', action, listed))).output).toEqual({ items: list.items })
    expect((await outputOf(textOf('constant-output', action, { ...listed, output: { x: 1 } }))).output).toEqual({
      x: 1,
    })
  })

  it('change what is asked for', async () => {
    expect((await outputOf(action)).asked).toEqual([{ of: 'u1' }])
    expect((await outputOf(textOf('dropped-input', action, listed))).asked).toEqual([{ of: undefined }])
    const constant = textOf('constant-input', action, listed)
    expect((await outputOf(constant, { of: 'u9' })).asked).toEqual([{ of: 'u1' }])
  })

  it('stop a sync after its first page, lose its records, and mix them up', () => {
    const known = { ...nothing, saved: { Thing: [{ id: 'a', name: 'Ada' }] } }
    expect(textOf('first-page-only', sync, known)).toMatch(/'Thing'\)\s+break\s+\}/)
    const stopped = looping.replace('cursor = data.next\n', 'cursor = data.next\n      break\n')
    expect(textOf('first-page-only', looping, known)?.replace(/\s+/g, ' ')).toBe(stopped.replace(/\s+/g, ' '))
    expect(textOf('first-record-lost', sync, known)).toContain("batchSave((page.map(recordOf)).slice(1), 'Thing')")
    expect(textOf('swapped-fields', sync, known)).toContain('"id": (each as Record<string, unknown>)["name"]')
    for (const { text } of mutantsOf(sync, known, 1)) expect(parseSync('a.ts', text).errors).toEqual([])
    for (const { text } of mutantsOf(action, listed, 1)) expect(parseSync('a.ts', text).errors).toEqual([])
  })

  it('are none where two runs gave the same and nothing was asked for', () => {
    const done: KnownRuns = {
      ...nothing,
      output: { success: true },
      other: { input: undefined, output: { success: true } },
    }
    expect(mutantsOf(action, done, 1)).toEqual([])
    expect(mutantsOf('not a function', listed, 1)).toEqual([])
  })

  it('come in an order that the seed chooses, one of each kind', () => {
    const order = (seed: number) => mutantsOf(action, listed, seed).map(({ id }) => id)
    expect(order(1)).toEqual(order(1))
    expect(new Set([1, 2, 3, 4].map((seed) => order(seed)[0])).size).toBeGreaterThan(1)
    expect(new Set(order(1)).size).toBe(order(1).length)
  })
})
