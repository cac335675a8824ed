import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRecording } from '../src/gateway/recording.ts'
import { runAssay, shareToolchain, temporaryDirectory } from './assay-process.ts'
import { boxHere } from './box-here.ts'

describe.runIf(boxHere)('assay demo --replace-personal', () => {
  let place: Awaited<ReturnType<typeof temporaryDirectory>>
  let report: any // eslint-disable-line typescript/no-explicit-any -- the test is about its shape
  let committed: { path: string; text: string }[]

  beforeAll(async () => {
    place = await temporaryDirectory()
    await shareToolchain(join(place.dir, '.assay/demo/cache'))
    const { stdout } = await runAssay(place.dir, ['demo', '--only', 'slack/list-users', '--replace-personal', '--json'])
    report = JSON.parse(stdout)
    const output = join(place.dir, '.assay/demo/nango-integrations')
    const paths = globSync('**/*.{ts,json,md}', { cwd: output })
    committed = paths.map((path) => ({ path, text: readFileSync(join(output, path), 'utf8') }))
  })
  afterAll(() => place.remove())

  it('leaves every generated test green', () => {
    expect(report.artefact).toMatchObject({ accepted: 1 })
    expect(report.integrations).toMatchObject([{ api: 'slack', functions: 1, tests: { passed: 1, failed: 0 } }])
  })

  it('has nothing of the account in a file that may be committed', () => {
    const recordings = globSync('.assay/demo/runs/*/slack/*/*/verification-*/recording.jsonl', { cwd: place.dir })
    const seen = recordings.flatMap((path) => readRecording(join(place.dir, path)))
    const values = new Set(seen.flatMap(({ responseBody }) => personalIn(responseBody)))
    expect(values.size).toBeGreaterThan(20)
    const fixtures = committed.filter(({ path }) => path.endsWith('.test.json'))
    expect(fixtures).toHaveLength(1)
    // The source stands as it was written: that Slack is called Slack is known to everybody.
    const ours = committed.filter(({ path }) => !/\/(actions|syncs)\//.test(path))
    for (const { path, text } of ours)
      expect({ path, kept: [...values].filter((value) => text.includes(value)) }).toEqual({ path, kept: [] })
  })

  it('says so in the receipts, which hold no run to be proved again', () => {
    const receipts = committed
      .filter(({ path }) => path.startsWith('receipts/slack/'))
      .map(({ text }) => JSON.parse(text))
    expect(receipts).toHaveLength(1)
    for (const receipt of receipts) {
      expect(receipt.proved.personalValues).toBe('replaced')
      expect(receipt).not.toHaveProperty('again')
    }
  })
})

/** Names of people and channels, addresses and ids, by the keys that Slack has them under. */
function personalIn(body: string): string[] {
  const keys = 'id|name|real_name|display_name|first_name|last_name|email|team_id|user|creator|value'
  return [...body.matchAll(new RegExp(`"(?:${keys})":"([^"\\\\]{5,})"`, 'g'))].map(([, value = '']) => value)
}
