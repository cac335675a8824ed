import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { interactionOf } from './testing/stage-attempt.ts'
import { brokenIn, verdictOn } from './testing/verdict-on.ts'
import { warmRig } from './testing/warm-rig.ts'

const rig = warmRig()

/** The prepared function, or another way of it. */
const events = (way = '') =>
  readFileSync(`src/rehearsal/works/google-calendar/sync-events${way}.ts.txt`, 'utf8').replaceAll('MODEL', 'Event')

const verdictFor = (source: string) =>
  verdictOn({ interaction: interactionOf('google-calendar/sync-events'), source, input: () => undefined }, rig())

describe('syncs that go on', () => {
  it.each([
    ['begins again each time', 'checkpoints-kept', 'checkpoint?.updatedMin', '[checkpoint?.updatedMin][1]'],
    ['never sets its checkpoint', 'checkpoints-kept', /^.*saveCheckpoint\(.*\n/m, ''],
    ['sets it once and for all', 'changes-followed', 'if (updatedMin !== undefined)', 'if (!checkpoint && updatedMin)'],
    [
      'goes on an hour after the place where it was',
      'changes-followed',
      'saveCheckpoint({ updatedMin })',
      'saveCheckpoint({ updatedMin: new Date(Date.parse(updatedMin) + 3_600_000).toISOString() })',
    ],
    ['hears what was deleted, and keeps it', 'changes-followed', /^.*(batchDelete|const gone).*\n/gm, ''],
  ])('rejects one that %s', async (_, check, right, wrong) => {
    const source = events().replace(right, wrong)
    expect(source).not.toBe(events())
    expect(brokenIn(await verdictFor(source))).toEqual([check])
  })

  it('accepts one that goes by a token, and one that asks again for the last minutes', async () => {
    const overlapping = events().replace(
      'let updatedMin = checkpoint?.updatedMin',
      'let updatedMin = checkpoint ? new Date(Date.parse(checkpoint.updatedMin) - 5 * 60_000).toISOString() : undefined',
    )
    expect(overlapping).not.toBe(events())
    for (const source of [events('-by-token'), overlapping]) {
      const verdict = await verdictFor(source)
      expect(brokenIn(verdict)).toEqual([])
      expect(verdict.artefact).toBe('accepted')
      expect(verdict.checks).toContainEqual({ check: 'changes-followed', outcome: 'held' })
    }
  })
})
