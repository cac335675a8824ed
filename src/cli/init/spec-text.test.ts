import { describe, expect, it } from 'vitest'
import { checkNames } from '../../check-names.ts'
import { parseSpec } from '../../plan/parse-spec.ts'
import { planSpec } from '../../plan/plan.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { catalogueOf, firstPicks } from './catalogue.ts'
import { specText } from './spec-text.ts'

describe('specText', () => {
  it('is a spec of all that the catalogue has, if all is asked for', () => {
    const apis = standInApis.map((name) => ({ name, interactions: catalogueOf(name) }))
    const text = specText({ upstream: 'embedded', models: ['rehearsal/author'], apis }, './x.json')
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./x.json')
    expect(planSpec(parseSpec(text, 'a.yaml', checkNames), { embedded: standInApis }).interactions).toHaveLength(212)
  })

  it('begins with what the catalogue has', () => {
    for (const api of standInApis) {
      const names = catalogueOf(api).map(({ name }) => name)
      expect(firstPicks[api]?.length, api).toBeGreaterThan(0)
      expect(names).toEqual(expect.arrayContaining([...(firstPicks[api] ?? [])]))
    }
  })

  it.each(['Say "so": it is 5 # not a comment', "it's", '5', '- no list', '{no: map}', 'yes, [and] no'])(
    'keeps the sentence %j',
    (sentence) => {
      const apis = [{ name: 'github', connection: 'a@b.example', interactions: [{ name: 'do-it', sentence }] }]
      const spec = parseSpec(specText({ upstream: 'nango', models: ['a/b:c#d'], usd: 0.5, apis }, 'x'), 'a.yaml', [])
      expect(spec.apis['github']?.interactions['do-it']?.does).toBe(sentence)
      expect(spec).toMatchObject({ models: ['a/b:c#d'], budget: { attempts: 3, usd: 0.5 } })
      expect(spec.apis['github']?.connection).toBe('a@b.example')
    },
  )
})
