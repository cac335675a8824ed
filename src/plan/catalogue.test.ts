import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checkNames } from '../check-names.ts'
import { parseSpec } from './parse-spec.ts'
import { planSpec } from './plan.ts'

const embedded = ['google-calendar', 'google-drive', 'google-sheet', 'hubspot', 'slack']
const catalogue = fileURLToPath(new URL('../../catalogue/', import.meta.url))
const texts = Object.fromEntries(
  globSync('*.yaml', { cwd: catalogue }).map((file) => [
    basename(file, '.yaml'),
    readFileSync(catalogue + file, 'utf8'),
  ]),
)

const planned = Object.keys(texts).flatMap((api) => interactionsOf(api))

function interactionsOf(api: string) {
  return planSpec(parseSpec(texts[api] ?? '', `${api}.yaml`, checkNames), { embedded }).interactions
}

/** The operations of an API and, of those that a comment names with a condition, each as `METHOD /path`. */
function operationsOf(api: string): { always: string[]; onlyWhen: string[] } {
  const always = interactionsOf(api).flatMap(({ operations }) =>
    operations.map(({ method, path }) => `${method} ${path}`),
  )
  const onlyWhen = [...(texts[api] ?? '').matchAll(/^ {8}# only .+: ([A-Z]+ \/\S+)$/gm)].map(
    ([, operation]) => operation!,
  )
  return { always, onlyWhen }
}

describe('the catalogue', () => {
  it.each([
    ['google-calendar', { actions: 43, syncs: 3, operations: 49 }],
    ['google-drive', { actions: 30, syncs: 4, operations: 40 }],
    ['google-sheet', { actions: 18, syncs: 2, operations: 25 }],
    ['hubspot', { actions: 49, syncs: 9, operations: 64 }],
    ['slack', { actions: 50, syncs: 4, operations: 59 }],
  ])('of %s plans %j', (api, counts) => {
    const interactions = interactionsOf(api)
    const kinds = interactions.map(({ kind }) => kind)
    const { always, onlyWhen } = operationsOf(api)
    expect({
      actions: kinds.filter((kind) => kind === 'action').length,
      syncs: kinds.filter((kind) => kind === 'sync').length,
      operations: always.length + onlyWhen.length,
    }).toEqual(counts)
    expect(interactions.every((interaction) => interaction.api === api && interaction.operations.length > 0)).toBe(true)
  })

  it('has 212 interactions of five APIs, each named once', () => {
    expect(Object.keys(texts).sort()).toEqual(embedded)
    expect(new Set(planned.map(({ id }) => id)).size).toBe(212)
    expect(planned).toHaveLength(212)
  })

  it("tells an account's owner what it must contain", () => {
    for (const text of Object.values(texts)) {
      expect(text).toMatch(/^# \S.*\n(#.*\n)+version: 1\n/)
      expect(text).toContain('\n# A test account of your own must contain')
    }
  })

  it.each(embedded)('of %s says everything in sentences that differ', (api) => {
    const sentences = interactionsOf(api).map(({ does }) => does)
    expect(sentences.filter((sentence, at) => sentences.indexOf(sentence) !== at)).toEqual([])
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Z].*[^.]\.$/)
      const { length } = sentence.split(' ')
      expect(length, sentence).toBeGreaterThanOrEqual(4)
      expect(length, sentence).toBeLessThanOrEqual(30)
    }
  })

  it('gives no operation away: no paths, methods, placeholders or names in code', () => {
    const giveaways = /[/{}_]|\b(GET|POST|PUT|PATCH|DELETE|HEAD)\b|\w\.\w|[a-z][A-Z]|https?:/
    const inCode = planned.filter(({ does }) => giveaways.test(does.replaceAll('iCalendar', '')))
    expect(inCode.map(({ does }) => does)).toEqual([])
  })

  it('excuses nothing, so that copying a line copies no exemption', () => {
    expect(planned.filter(({ exempt }) => exempt.length > 0)).toEqual([])
  })
})
