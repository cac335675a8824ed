import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Accepted } from './assemble/assemble.ts'
import { sha256 } from './lib/sha256.ts'
import { UserError } from './lib/user-error.ts'
import type { ContentParts } from './plan/content-parts.ts'
import type { Recorded, RunFacts } from './record/entry.ts'
import { standingIn } from './record/standing.ts'
import { entriesOf } from './report/entries-of.ts'

/** The functions that a run accepted, from its record and its sealed evidence: the order is that of the plan. */
export async function acceptedOf(recorded: readonly Recorded[], runDir: string): Promise<Accepted[]> {
  const interactions = entriesOf(recorded, 'planned').flatMap(({ entry }) => entry.interactions)
  const found: Accepted[] = []
  for (const interaction of interactions) {
    const standing = standingIn(recorded, interaction.id)
    if (standing.kind !== 'settled' || standing.outcome.kind !== 'accepted') continue
    const { attempt } = standing.outcome
    const judged = entriesOf(recorded, 'judged').findLast(
      ({ entry }) => entry.interaction === interaction.id && entry.attempt === attempt,
    )
    const proof = judged?.entry.verdict.proof
    if (!judged || !proof) throw new Error(`${interaction.id} was accepted without a proof`)
    const attemptDir = join(runDir, interaction.api, interaction.name, `attempt-${attempt}`)
    const source = await sealedSource(attemptDir, proof.sourceSha256)
    const facts = factsAt(recorded, judged.seq)
    const content = contentAt(recorded, judged.seq, interaction.id)
    const { at } = judged
    const { verdict } = judged.entry
    found.push({ interaction, attempt, source, verdict, proof, facts, at, ...(content && { content }) })
  }
  return found
}

/** The versions of the process that judged it: a run may have been resumed with others. */
function factsAt(recorded: readonly Recorded[], seq: number): RunFacts {
  const facts = recorded.flatMap(({ seq: at, entry }) => {
    if (at > seq) return []
    if (entry.kind === 'run-started') return [entry]
    return entry.kind === 'resumed' ? [entry.facts] : []
  })
  const last = facts.at(-1)
  if (!last) throw new Error('the record does not begin with its run')
  return last
}

/** Nothing in records of earlier versions. */
function contentAt(recorded: readonly Recorded[], seq: number, id: string): ContentParts | undefined {
  return entriesOf(recorded, 'keyed').findLast((each) => each.seq < seq)?.entry.parts[id]
}

const sealed = z.object({
  source: z.object({ kind: z.literal('file'), path: z.string(), text: z.string(), sha256: z.string() }),
})

/** The source as it was sealed with the evidence: the one that was proved, or `UserError`. */
export async function sealedSource(attemptDir: string, sha256Proved: string): Promise<Accepted['source']> {
  const path = join(attemptDir, 'evidence.json')
  try {
    const { source } = sealed.parse(JSON.parse(await readFile(path, 'utf8')))
    if (sha256(source.text) !== sha256Proved) throw new Error('the source in it is not the one that was proved')
    return source
  } catch (cause) {
    // Missing, cut or edited: what was accepted cannot be had from it.
    throw new UserError(
      `The evidence ${path} cannot be read.`,
      'Go on with the run, which builds that interaction again: assay resume.',
      { cause },
    )
  }
}
