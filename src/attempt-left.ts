import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Exchange } from './gateway/exchange.ts'
import { readRecording } from './gateway/recording.ts'
import type { Interaction } from './plan/interaction.ts'
import type { AttemptLeft } from './report/show-left.ts'
import { sealedEvidence } from './sealed-evidence.ts'

/** Reads it from an attempt's directory. */
export async function attemptLeft(attemptDir: string, interaction: Interaction): Promise<AttemptLeft> {
  const evidence = await sealedEvidence(attemptDir, interaction)
  const source = evidence?.source.kind === 'file' ? evidence.source.text : undefined
  return {
    ...(source !== undefined && { source }),
    calls: evidence?.handCalls ?? [],
    exchanges: { agent: evidence?.recording ?? [], verifier: lastVerification(attemptDir) },
  }
}

/** The one that a verdict's exhibits name. */
function lastVerification(attemptDir: string): Exchange[] {
  try {
    const names = readdirSync(attemptDir).filter((name) => /^verification-\d+$/.test(name))
    const last = names.toSorted((a, b) => numberIn(a) - numberIn(b)).at(-1)
    return last === undefined ? [] : readRecording(join(attemptDir, last, 'recording.jsonl'))
  } catch {
    // Never begun, or cut by a kill.
    return []
  }
}

function numberIn(name: string): number {
  return Number(name.slice('verification-'.length))
}
