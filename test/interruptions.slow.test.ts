import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  descendantsOf,
  isAlive,
  leftInTmp,
  runAssay,
  shareToolchain,
  startAssay,
  temporaryDirectory,
} from './assay-process.ts'
import { boxHere } from './box-here.ts'

const demo = ['demo', '--only', '*send-message', '--json']

/** Nothing once it has ended: most of a run's processes live for a moment. */
function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return undefined
  }
}

describe.runIf(boxHere)('a run that is interrupted', () => {
  let place: Awaited<ReturnType<typeof temporaryDirectory>>
  beforeEach(async () => {
    place = await temporaryDirectory()
    await shareToolchain(join(place.dir, '.assay/demo/cache'))
  })
  afterEach(() => place.remove())

  /** Until an agent has come so far that a function of its own asks the API: then everything that a run has is there. */
  async function isAtWork(): Promise<void> {
    const recordings = join(place.dir, '.assay/demo/runs/*/slack/*/attempt-1/recording.jsonl')
    const isRecorded = () => globSync(recordings).some((path) => readFileSync(path, 'utf8').includes('"proxy"'))
    await expect.poll(isRecorded, { timeout: 120_000 }).toBe(true)
  }

  it('leaves no process and a readable record after kill -9, and the next run starts clean', async () => {
    const assay = startAssay(place.dir, ['demo', '--only', 'slack/*'])
    await isAtWork()
    const family = descendantsOf(assay.pid)
    expect(family.length).toBeGreaterThan(5)
    expect(leftInTmp(assay.pid)).not.toEqual([]) // once it is dead, anybody's next start removes them
    assay.kill('SIGKILL')
    await assay.ended
    await expect.poll(() => family.filter(isAlive), { timeout: 10_000 }).toEqual([])

    const status = await runAssay(place.dir, ['status', '--json'])
    expect(JSON.parse(status.stdout)).toMatchObject({ state: 'cut-off' })
    const next = await runAssay(place.dir, demo)
    expect(next.code).toBe(0)
    expect(leftInTmp(assay.pid)).toEqual([])
  })

  it('finishes what runs after one ^C, and says how to stop at once', async () => {
    const assay = startAssay(place.dir, ['demo', '--only', 'slack/*', '--concurrency', '1', '--json'])
    await assay.saw(/attempt 1/)
    assay.interrupt()
    const { code } = await assay.ended
    expect(code).toBe(130)
    expect(assay.said.stderr).toMatch(/\^C/)
    const report = JSON.parse(assay.said.stdout)
    expect(report.artefact.accepted).toBe(1)
    expect(report.artefact.pending).toBe(report.interactions - 1)
    expect(leftInTmp(assay.pid)).toEqual([])
  })

  it('goes on when an OpenCode server dies: with a new one, and nobody is blamed', async () => {
    const assay = startAssay(place.dir, demo)
    await isAtWork()
    const [server] = descendantsOf(assay.pid)
      .map((each) => Number(each.split('@')[0]))
      .filter((pid) => nameOf(pid) === 'opencode')
    process.kill(server!, 'SIGKILL')
    const { code } = await assay.ended
    expect(`${code} ${assay.said.stderr}`).toMatch(/^0 .*not counted: the OpenCode server died/s)
    expect(JSON.parse(assay.said.stdout)).toMatchObject({ attempts: 1, rigFaults: 1, artefact: { accepted: 1 } })
  })

  it('stops everything after two', async () => {
    const assay = startAssay(place.dir, ['demo', '--only', 'slack/*', '--json'])
    await assay.saw(/attempt 1/)
    await new Promise((resume) => setTimeout(resume, 5000))
    const family = descendantsOf(assay.pid)
    assay.interrupt()
    await assay.saw(/\^C/) // two at once would arrive as one
    const asked = Date.now()
    assay.interrupt()
    const { code } = await assay.ended
    expect(`${code} ${assay.said.stderr}`).toMatch(/^130 /)
    // Waiting for what runs would take some minutes. The kernel ends what is in a box when its wall has gone.
    expect(Date.now() - asked).toBeLessThan(20_000)
    await expect.poll(() => family.filter(isAlive), { timeout: 10_000 }).toEqual([])
    expect(JSON.parse(assay.said.stdout)).toMatchObject({ ended: 'interrupted' })
    expect(leftInTmp(assay.pid)).toEqual([])
  })
})
