import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runAssay, shareToolchain, startAssay } from './assay-process.ts'
import { boxHere } from './box-here.ts'
import { type SmallDisk, canMount, openSmallDisk } from './small-disk.ts'

describe.runIf(boxHere && canMount)('a disk that fills while a run goes on', () => {
  let disk: SmallDisk
  beforeAll(async () => {
    disk = openSmallDisk(400)
    await shareToolchain(join(disk.dir, '.assay/demo/cache'))
  })
  afterAll(() => disk.remove())

  it('ends it cleanly before the next attempt, and the run goes on when there is room', async () => {
    const only = ['demo', '--only', 'slack/se*', '--concurrency', '1', '--json']
    const assay = startAssay(disk.dir, only)
    await assay.saw(/send-message: agent ended/)
    disk.fill(40)
    const { code } = await assay.ended
    const stopped = JSON.parse(assay.said.stdout)
    expect({ code, ended: stopped.ended, faults: stopped.rigFaults }).toEqual({ code: 2, ended: 'no-room', faults: 0 })
    expect(stopped.items).toMatchObject([{ outcome: 'accepted' }, { outcome: null, history: [] }])

    disk.empty()
    const on = await runAssay(disk.dir, ['resume', '--json'])
    expect(`${on.code} ${on.stderr}`).toMatch(/^0 .*stopped by a full disk.*keeps +1/s)
    expect(JSON.parse(on.stdout)).toMatchObject({ ended: 'finished', artefact: { accepted: 2 }, surprises: [] })
  })
})
