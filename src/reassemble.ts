import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { assemble, type Accepted } from './assemble/assemble.ts'
import type { Integration } from './assemble/integration.ts'
import { assemblyLock } from './build.ts'
import { exclusively } from './lib/exclusively.ts'
import { UserError } from './lib/user-error.ts'
import { prepareToolchain } from './nango/prepare-toolchain.ts'
import type { Recorded } from './record/entry.ts'
import { openRecord } from './record/record.ts'
import { entriesOf } from './report/entries-of.ts'

export interface ReassembleOptions {
  readonly runDir: string
  readonly outputDir: string
  readonly cacheDir: string
}

/** Writes the integrations of a run again, from the sources and proofs that its verdicts accepted. No agents, no requests. */
export async function reassemble({ runDir, outputDir, cacheDir }: ReassembleOptions): Promise<readonly Integration[]> {
  const record = openRecord(runDir)
  try {
    const recorded = record.entries()
    const { kind: _, ...facts } = runStarted(recorded)
    const accepted = await acceptedOf(recorded, runDir)
    if (accepted.length === 0) throw new UserError(`Run ${facts.run} accepted nothing.`, 'See why: assay why --all.')
    const toolchain = await prepareToolchain(cacheDir)
    const { integrations } = await exclusively(join(cacheDir, assemblyLock), () =>
      assemble({ accepted, outputDir, toolchain, facts }),
    )
    for (const integration of integrations) record.append({ kind: 'assembled', integration })
    return integrations
  } finally {
    record[Symbol.dispose]()
  }
}

function runStarted(recorded: readonly Recorded[]) {
  const [started] = entriesOf(recorded, 'run-started')
  if (!started) throw new UserError('The record is empty: its run stopped before it began.', 'Name another run.')
  return started.entry
}

async function acceptedOf(recorded: readonly Recorded[], runDir: string): Promise<Accepted[]> {
  const interactions = entriesOf(recorded, 'planned').flatMap(({ entry }) => entry.interactions)
  const judged = entriesOf(recorded, 'judged').map(({ entry }) => entry)
  const found: Accepted[] = []
  for (const { entry } of entriesOf(recorded, 'settled')) {
    if (entry.outcome.kind !== 'accepted') continue
    const { attempt } = entry.outcome
    const interaction = interactions.find(({ id }) => id === entry.interaction)
    const verdict = judged.findLast(
      (each) => each.interaction === entry.interaction && each.attempt === attempt,
    )?.verdict
    if (!interaction || !verdict?.proof) throw new Error(`${entry.interaction} was accepted without a plan or a proof`)
    const attemptDir = join(runDir, interaction.api, interaction.name, `attempt-${attempt}`)
    const source = await sourceOf(attemptDir)
    found.push({ interaction, attempt, source, verdict, proof: verdict.proof, attemptDir })
  }
  return found
}

const sealed = z.object({
  source: z.object({ kind: z.literal('file'), path: z.string(), text: z.string(), sha256: z.string() }),
})

/** The source as it was sealed with the evidence. Its hash is in the proof, which `assemble` holds it to. */
async function sourceOf(attemptDir: string): Promise<Accepted['source']> {
  const path = join(attemptDir, 'evidence.json')
  try {
    return sealed.parse(JSON.parse(await readFile(path, 'utf8'))).source
  } catch (cause) {
    // Missing, cut or edited: what was accepted cannot be had from it.
    throw new UserError(`The evidence ${path} cannot be read.`, 'Run that interaction again: assay run --only ID.', {
      cause,
    })
  }
}
