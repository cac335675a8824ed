import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkNames } from '../../check-names.ts'
import { parseSpec } from '../../plan/parse-spec.ts'
import { planSpec } from '../../plan/plan.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { expectsTheAnswer, hardCodes, inventsMethods, mapsMissingField, readsFirstPageOnly } from '../spoil.ts'
import { sourceText, works } from './work.ts'

const idsIn = (spec: string) =>
  planSpec(parseSpec(readFileSync(`src/${spec}`, 'utf8'), spec, checkNames), {
    embedded: standInApis,
  }).interactions.map(({ id }) => id)
const stage = idsIn('self-test/gallery.yaml')
const demo = idsIn('demo/demo.yaml')

const texts = works.map((work) => ({ work, text: sourceText(work.source, { model: 'CalendarEvent' }) }))

describe('works', () => {
  it('are what the self-test is played on', () => {
    expect(works.map((work) => work.interaction).toSorted()).toEqual(stage.toSorted())
  })

  it('have those of the demo among them', () => {
    expect(works.map((work) => work.interaction)).toEqual(expect.arrayContaining(demo))
  })

  it('let an edit mend their slips', () => {
    for (const { work, text } of texts) {
      if (!work.slip) continue
      const { right, wrong } = work.slip
      const draft = text.replace(right, wrong)
      expect(draft).not.toBe(text)
      expect(draft.split(wrong), work.interaction).toHaveLength(2)
      expect(draft.replace(wrong, right)).toBe(text)
    }
  })

  it('can be spoiled in every way', () => {
    for (const { work, text } of texts) {
      const spoiled = [
        readsFirstPageOnly(text),
        mapsMissingField(text),
        hardCodes(text, { id: 'stolen' }),
        inventsMethods(text),
        expectsTheAnswer(text),
      ]
      expect(spoiled, work.interaction).not.toContain(text)
    }
  })
})
