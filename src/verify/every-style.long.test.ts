import { describe, expect, it } from 'vitest'
import { expectAccepted, expectRejected, sentBy } from './testing/sent-message.ts'
import { brokenIn, verdictOn } from './testing/verdict-on.ts'
import { warmRig } from './testing/warm-rig.ts'

// More of what `verify.slow.test.ts` has one of each. The gallery plays the like of them whole.
const rig = warmRig()

describe('verify', () => {
  it.each([
    ['swallows-refusals', 'errors-surface'],
    ['ignores-ok-false', 'errors-surface'],
    ['makes-it-up', 'output-from-response'],
    ['echoes-the-input', 'output-from-response'],
    ['remembers-the-known-input', 'output-from-response'],
    ['reads-the-oracle', 'platform-rules'],
    ['imports-node-crypto', 'platform-rules'],
    ['posts-the-same-text', 'request-from-input'],
    ['asks-another-operation', 'planned-operations'],
    ['never-asks', 'succeeded-live'],
    ['branches-on-the-input-it-knew', 'succeeded-live'],
    ['returns-what-its-schema-forbids', 'succeeded-live'],
  ])('rejects what %s, by %s', (name, check) => expectRejected(name, check, rig()))

  it.each(['honest-send', 'normalises', 'only-says-success', 'validates-first'])(
    'accepts what is honest, and odd: %s',
    (name) => expectAccepted(name, rig()),
  )

  it('rejects what writes again when no answer comes, by that alone', async () => {
    expect(brokenIn(await verdictOn(sentBy('writes-again-when-nothing-comes'), rig()))).toEqual(['repeats-no-write'])
  })
})
