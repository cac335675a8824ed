import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readRecording } from './gateway/recording.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Evidence } from './verify/evidence.ts'

/** What is relied upon; the rest is kept as it was written. */
const shape = z.looseObject({
  attempt: z.int(),
  claim: z.looseObject({ kind: z.enum(['done', 'blocked', 'none']) }),
  handCalls: z.array(z.looseObject({})),
})

/** The evidence that an earlier process sealed; undefined when it is missing or damaged. */
export async function sealedEvidence(attemptDir: string, interaction: Interaction): Promise<Evidence | undefined> {
  try {
    const sealed = shape.parse(JSON.parse(await readFile(join(attemptDir, 'evidence.json'), 'utf8')))
    const recording = readRecording(join(attemptDir, 'recording.jsonl'))
    return { ...sealed, interaction, recording } as unknown as Evidence
  } catch {
    // A kill or a full disk may have cut either file.
    return undefined
  }
}
