import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { assemble, type Accepted } from '../../assemble/assemble.ts'
import { UserError } from '../../lib/user-error.ts'
import { prepareToolchain } from '../../nango/prepare-toolchain.ts'
import type { Recorded } from '../../record/entry.ts'
import { openRecord } from '../../record/record.ts'
import { entriesOf } from '../../report/entries-of.ts'
import { reportOf } from '../../report/report.ts'
import { placesOfDemo, placesOfRun, runNamed, shortPath } from '../places.ts'
import { note, say, sayJson } from '../say.ts'

/** Writes the integrations of a run again, from the sources and proofs that its verdicts accepted. */
export async function assembleRun(run: string | undefined, { json }: { json?: boolean }): Promise<number> {
  const { dir, run: id } = runNamed(run)
  const isDemo = dirname(dir) === placesOfDemo().runs
  const places = isDemo ? placesOfDemo() : placesOfRun()
  const record = openRecord(dir)
  try {
    const recorded = record.entries()
    const { kind: _, ...facts } = runStarted(recorded)
    const accepted = await acceptedOf(recorded, dir)
    if (accepted.length === 0) throw new UserError(`Run ${id} accepted nothing.`, 'See why: assay why --all.')
    note(`assembling ${accepted.length} accepted interactions of run ${id}`)
    const { integrations } = await assemble({
      accepted,
      outputDir: places.output,
      toolchain: await prepareToolchain(places.cache),
      facts,
    })
    for (const integration of integrations) record.append({ kind: 'assembled', integration })
    if (json) sayJson(integrations)
    else
      for (const { api, path, functions } of integrations)
        say(`${api}: ${functions} functions → ${shortPath(resolve(path))}\n`)
    const isWhole = integrations.every(({ compiled, tests }) => compiled && tests.failed === 0)
    return isWhole && accepted.length === reportOf(recorded).interactions ? 0 : 1
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
    throw new UserError(
      `The evidence ${shortPath(path)} cannot be read.`,
      'Run that interaction again: assay run --only ID.',
      { cause },
    )
  }
}
