import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Recorded } from '../record/entry.ts'
import { entriesBelow } from '../lib/entries-below.ts'

export interface Spread {
  readonly p50: number
  readonly p90: number
}

/** How long the agents' ways were, over attempts that ended by themselves. */
export interface Trajectories {
  readonly toolCalls: Spread
  /** Answers of the model; 0 where a trace was not kept. */
  readonly turns: Spread
  readonly inputTokens: Spread
  readonly outputTokens: Spread
}

export function trajectoriesIn(recorded: readonly Recorded[], runDir: string): Trajectories {
  const ended = recorded.flatMap(({ entry }) => (entry.kind === 'agent-ended' ? [entry] : []))
  const spends = recorded.flatMap(({ entry }) => (entry.kind === 'spent' ? [entry.spend] : []))
  return {
    toolCalls: spreadOf(ended.map(({ toolCalls }) => toolCalls)),
    turns: spreadOf(attemptDirs(runDir).flatMap(turnsIn)),
    inputTokens: spreadOf(spends.map(({ inputTokens }) => inputTokens)),
    outputTokens: spreadOf(spends.map(({ outputTokens }) => outputTokens)),
  }
}

/** What the archive of an attempt takes on the disk, on average. */
export function diskMbPerAttempt(runDir: string): number {
  const dirs = attemptDirs(runDir)
  const bytes = dirs.reduce((sum, dir) => sum + bytesIn(dir), 0)
  return dirs.length === 0 ? 0 : bytes / dirs.length / (1 << 20)
}

/** Nearest rank. */
function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0
  return { p50: at(0.5), p90: at(0.9) }
}

/** `<run>/<api>/<interaction>/attempt-<n>`, and those that were set aside. */
function attemptDirs(runDir: string): string[] {
  const below = (dir: string) =>
    readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(dir, name))
  return below(runDir)
    .flatMap(below)
    .flatMap(below)
    .filter((dir) => /\/attempt-\d+(-fault-\d+)?$/.test(dir))
}

function turnsIn(attemptDir: string): number[] {
  try {
    const trace = new DatabaseSync(join(attemptDir, 'opencode.db'), { readOnly: true })
    try {
      const row = trace.prepare("select count(*) as turns from message where data ->> '$.role' = 'assistant'").get()
      return [Number(row?.['turns'])]
    } finally {
      trace.close()
    }
  } catch {
    return [] // an attempt without a trace: its server died
  }
}

/** As the disk counts: blocks, not lengths. */
function bytesIn(dir: string): number {
  return entriesBelow(dir)
    .map((entry) => lstatSync(join(entry.parentPath, entry.name)).blocks * 512)
    .reduce((sum, bytes) => sum + bytes, 0)
}
