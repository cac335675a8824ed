import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { interactionOf } from './testing/stage-attempt.ts'
import { brokenIn, undecidedIn, verdictOn } from './testing/verdict-on.ts'
import { warmRig } from './testing/warm-rig.ts'

const rig = warmRig()

/** Functions that search messages, each in its own way. */
const search = (name: string, more: object = {}) =>
  verdictOn(
    {
      interaction: interactionOf('slack/search-messages'),
      source: readFileSync(`test/fixtures/functions/${name}.ts.txt`, 'utf8'),
      input: () => ({ query: 'joined the channel', ...more }),
    },
    rig(),
  )

describe('what verification hears of an input', () => {
  it.each([
    ['searches-by-a-constant', {}],
    ['only-repeats-an-input', { order: 'newest' }],
  ])('rejects what %s', async (name, more) => {
    expect(brokenIn(await search(name, more))).toEqual(['request-from-input'])
  })

  it('cannot say whether one word is all that a function understands', async () => {
    const verdict = await search('knows-one-word', { order: 'asc' })
    expect(verdict.artefact).toBe('undecided')
    expect(undecidedIn(verdict)).toEqual(['request-from-input'])
  })

  it.each([
    ['translates-by-a-table', { order: 'oldest' }],
    ['filters-what-was-found', { containing: 'joined' }],
  ])('accepts what %s', async (name, more) => {
    const verdict = await search(name, more)
    expect(brokenIn(verdict)).toEqual([])
    expect(verdict.artefact).toBe('accepted')
  })
})

describe('what verification has seen of an output', () => {
  it.each(['looks-in-the-wrong-place', 'looks-in-the-wrong-list'])('rejects what %s', async (name) => {
    expect(brokenIn(await search(name))).toEqual(['answers-seen'])
  })

  it('cannot say what a search returns that never found anything', async () => {
    const verdict = await search('searches', { query: 'Walnut bridge over the quarry 412' })
    expect(verdict.artefact).toBe('undecided')
    expect(undecidedIn(verdict)).toEqual(['answers-seen'])
  })
})
