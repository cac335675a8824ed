import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { gallery } from '../rehearsal/gallery.ts'
import { reportOf } from '../report/report.ts'
import { sampleRun } from '../../test/samples.ts'
import { standInApis } from '../standins/open-stand-in.ts'
import { forgetResults, keepResults, keptResults } from './kept-plays.ts'
import { type PlayResult, resultsOf } from './judge-plays.ts'
import { type Round, planSelfTest } from './plan-self-test.ts'

const [round, other] = [1, 2].map(
  (seeds) => planSelfTest({ parts: gallery, embedded: standInApis, seeds, sample: 2 })[0]!,
) as [Round, Round]

/** What became of plays that a search for causes named something of. */
function cameOf(plays: Round): PlayResult[] {
  const report = reportOf(sampleRun())
  return resultsOf({ ...plays, report, naive: new Map(), fatalTurns: new Map() }).map((each) => ({
    ...each,
    naivelyAccepted: true,
    fatalTurn: 3,
    root: { turn: 3, owner: 'agent', kind: 'made-up' },
  }))
}

describe('plays of a self-test that broke off', () => {
  it('are kept as they came out, by round, until they are forgotten', async () => {
    await using temp = await openTempDir()
    const dir = join(temp.dir, 'plays')
    expect(await keptResults(dir, round)).toBeUndefined()
    await keepResults(dir, round, cameOf(round))
    expect(await keptResults(dir, round)).toEqual(cameOf(round))
    await forgetResults(dir)
    expect(await keptResults(dir, round)).toBeUndefined()
  })

  it.each([
    ['half written', '[{"id":"a'],
    ['of other plays', JSON.stringify(cameOf(other))],
    ['no results', '{"kind":"enforce"}'],
  ])('are played again where the file is %s', async (_, text) => {
    await using temp = await openTempDir()
    await keepResults(temp.dir, round, cameOf(round))
    const [file] = readdirSync(temp.dir)
    writeFileSync(join(temp.dir, file!), text)
    expect(await keptResults(temp.dir, round)).toBeUndefined()
  })
})
