import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLedger } from './assemble/ledger.ts'
import { functionProof, interaction } from '../test/samples.ts'
import type { FunctionProof } from './prove/project-proof.ts'
import { repairsOf } from './repairs.ts'

const proof = (name: string, more: Partial<FunctionProof>) => functionProof(`slack/${name}`, more)

const rejected = { artefact: 'rejected' } as const

describe('what is to be repaired', () => {
  let outputDir = ''
  beforeEach(async () => {
    outputDir = await mkdtemp(join(tmpdir(), 'assay-repairs-'))
  })
  afterEach(() => rm(outputDir, { recursive: true }))

  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(outputDir, path)), { recursive: true })
    await writeFile(join(outputDir, path), text)
  }

  it('is what was rejected and the spec still asks for; what only changed, or could not be judged, is left', async () => {
    const plan = {
      interactions: ['kept', 'drifted', 'edited', 'dark', 'new'].map((name) => interaction(`slack/${name}`)),
    }
    const drifted = { ...rejected, because: ['read-back: nothing changed'] }
    const edited = { ...rejected, edited: ['slack/actions/edited.ts'] }
    const items = [
      proof('kept', { edited: ['slack/actions/kept.ts'] }),
      proof('drifted', drifted),
      proof('edited', edited),
      proof('dark', { artefact: 'undecided', because: ['no fixture'] }),
      proof('foreign', { ...rejected, because: ['errors-surface'] }),
    ]
    expect(await repairsOf(items, { plan, outputDir })).toEqual({
      holds: ['slack/kept'],
      broken: [
        { id: 'slack/drifted', because: drifted.because, edited: [], foreign: [] },
        { id: 'slack/edited', because: [], edited: edited.edited, foreign: [] },
      ],
      undecided: [{ id: 'slack/dark', because: ['no fixture'] }],
      notInSpec: [{ id: 'slack/foreign', because: ['errors-surface'] }],
      missing: ['slack/new'],
    })
  })

  it('knows what is in the way of a new one: a receipt that was edited, a function that Assay never wrote', async () => {
    const receipt = 'receipts/slack/greet.json'
    await (await openLedger(outputDir)).write([{ path: receipt, text: '{}' }])
    await write(receipt, '{ }')
    await write('slack/actions/hail.ts', 'export default 1')
    const plan = { interactions: [interaction('slack/greet'), interaction('slack/hail')] }
    const looking = repairsOf([proof('greet', rejected), proof('hail', rejected)], { plan, outputDir })
    // No assembly could be made beside it.
    await expect(looking).rejects.toThrow('is not a receipt')
    await rm(join(outputDir, receipt))
    await write('slack/tests/greet.test.json', '{}')
    const { broken } = await repairsOf([proof('greet', rejected), proof('hail', rejected)], { plan, outputDir })
    expect(broken).toMatchObject([
      { edited: [], foreign: ['slack/tests/greet.test.json'] },
      { edited: [], foreign: ['slack/actions/hail.ts'] },
    ])
  })
})
