import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openRecord } from '../src/record/record.ts'
import { bash, type TestTurn, writeSession } from '../src/trace/test-database.ts'
import { trace } from '../src/trace/trace.ts'
import { evidence } from '../src/verify/testing/samples.ts'
import type { Verdict } from '../src/verify/verdict.ts'
import { attemptEntries, interaction, runFacts, verdict } from './samples.ts'

export const judgedId = 'slack/send-message'

/** Two candidates at least: the command that does not exist, and the run that failed and stayed so. */
export const twoMistakes: readonly TestTurn[] = [
  bash('nango test send-message', 2, "error: unknown command 'test'\n"),
  bash('nango dryrun send-message demo', 1, 'Error: no such channel as {"id": "C1"}'),
  { text: 'I could not make it work.' },
]

export const rejected: Verdict = verdict({
  artefact: 'rejected',
  checks: [{ check: 'succeeded-live', outcome: 'broken', because: 'no dry run of it ended well', exhibits: [] }],
})

/** A run below `dir` with one attempt that was rejected, with all that such an attempt leaves. */
export function keepJudgedRun(dir: string, turns = twoMistakes, judged = rejected): string {
  const runDir = join(dir, '.assay/runs/2026-11-23-a')
  const attemptDir = join(runDir, judgedId, 'attempt-1')
  mkdirSync(attemptDir, { recursive: true })
  const { interaction: _named, recording: _empty, ...sealed } = evidence()
  writeFileSync(join(attemptDir, 'evidence.json'), JSON.stringify(sealed))
  writeFileSync(join(attemptDir, 'recording.jsonl'), '')
  const dbPath = join(attemptDir, 'opencode.db')
  writeSession(dbPath, turns)
  const { handCalls, source, claim } = sealed
  const traced = trace({ dbPath, handCalls, exchanges: [], source, claim, verdict: judged, attempt: 1 })
  const record = openRecord(runDir)
  record.append({ kind: 'run-started', ...runFacts() })
  record.append({ kind: 'planned', interactions: [interaction(judgedId)] })
  for (const entry of attemptEntries(judgedId, 1, judged)) record.append(entry)
  record.append({ kind: 'traced', interaction: judgedId, attempt: 1, ...traced })
  record.append({ kind: 'settled', interaction: judgedId, outcome: { kind: 'given-up' } })
  record[Symbol.dispose]()
  return attemptDir
}
