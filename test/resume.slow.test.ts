import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRecord } from '../src/record/record.ts'
import { descendantsOf, isAlive, runAssay, shareToolchain, startAssay, temporaryDirectory } from './assay-process.ts'
import { boxHere } from './box-here.ts'

describe.runIf(boxHere)('a run that is resumed', () => {
  let place: Awaited<ReturnType<typeof temporaryDirectory>>
  beforeEach(async () => {
    place = await temporaryDirectory()
    await shareToolchain(join(place.dir, '.assay/demo/cache'))
  })
  afterEach(() => place.remove())

  it('comes to its end after kills at any stage, decides nothing twice, and keeps its guardrails', async () => {
    const runDir = () => join(place.dir, '.assay/demo/runs', run)
    let run = ''
    const killAt = async (args: string[], moment: RegExp) => {
      const assay = startAssay(place.dir, args)
      await assay.saw(moment)
      run ||= /run (\S+) began/.exec(assay.said.stderr)?.[1] ?? ''
      const family = descendantsOf(assay.pid)
      assay.kill('SIGKILL')
      await assay.ended
      await expect.poll(() => family.filter(isAlive), { timeout: 10_000 }).toEqual([])
      return assay.said.stderr
    }
    await killAt(['demo', '--guardrails', 'observe', '--only', 'slack/se*'], /set-channel-topic: attempt 1/)
    await killAt(['resume'], /set-channel-topic: attempt 1 rejected/)
    const third = await killAt(['resume'], /set-channel-topic: attempt 2 accepted/)
    expect(third).toMatch(/goes on .*slack\/set-channel-topic \(attempt 2/)

    const { code, stdout, stderr } = await runAssay(place.dir, ['resume', run, '--json'])
    expect(`${code} ${stderr}`).toMatch(/^0 .*keeps .*slack\/set-channel-topic/s)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ run, ended: 'finished', resumed: 3, artefact: { accepted: 2 }, surprises: [] })
    expect(report.items[1].history).toMatchObject([{ artefact: 'rejected' }, { artefact: 'accepted' }])
    expect(report.items[1].findings.length).toBeGreaterThan(0)
    expect(report.integrations).toMatchObject([{ functions: 2, compiled: true, tests: { failed: 0 } }])
    const guardrails = readRecord(runDir()).flatMap(({ entry }) =>
      entry.kind === 'resumed' ? [entry.facts.guardrails] : [],
    )
    expect(guardrails).toEqual(['observe', 'observe', 'observe'])
    const judged = readRecord(runDir()).flatMap(({ entry }) =>
      entry.kind === 'judged' ? [`${entry.interaction} ${entry.attempt}`] : [],
    )
    expect(judged.toSorted()).toEqual([...new Set(judged)].toSorted())
  })
})
