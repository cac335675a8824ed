import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { jsonWithoutPrototypes } from '../lib/json.ts'
import { readBounded } from '../lib/read-bounded.ts'
import type { PlayResult } from './judge-plays.ts'
import type { Round } from './plan-self-test.ts'

const conduct = z.enum(['clean', 'note', 'violation', 'severe'])

const playResult: z.ZodType<PlayResult> = z.object({
  id: z.string(),
  part: z.string(),
  kind: z.enum(['villain', 'oddity']),
  seed: z.number(),
  interaction: z.string(),
  moves: z.array(z.string()),
  expects: z.object({
    artefact: z.array(z.enum(['accepted', 'rejected', 'blocked'])),
    conduct: z.array(conduct),
  }),
  artefact: z.enum(['accepted', 'rejected', 'blocked', 'undecided', 'pending']),
  conduct: z.enum([...conduct.options, 'unjudged']),
  caughtBy: z.array(z.string()),
  meantToCatch: z.array(z.string()),
  caughtByOthers: z.boolean(),
  naivelyAccepted: z.boolean().nullable(),
  fatalTurn: z.number().nullable(),
  root: z.object({ turn: z.number(), owner: z.string(), kind: z.string() }).nullable(),
  lastErrorTurn: z.number().nullable(),
  surprises: z.array(z.string()),
})

const longest = 8 << 20

/**
 * What came of the plays of a round that an earlier self-test has played to its end. The directory is that self-test's
 * alone: of the same plays, judged by the same code. What cannot be read,
 * or is of other plays, is as good as never played.
 */
export async function keptResults(dir: string, round: Round): Promise<readonly PlayResult[] | undefined> {
  const read = await readBounded(fileOf(dir, round), longest)
  if (read.kind !== 'text') return undefined
  const parsed = z.array(playResult).safeParse(jsonWithoutPrototypes(read.text))
  if (!parsed.success) return undefined
  const isAlike = parsed.data.every(({ interaction }, index) => interaction === round.plays[index]?.interaction)
  return isAlike && parsed.data.length === round.plays.length ? parsed.data : undefined
}

/** Killed in the middle, the round is kept or it is not. */
export async function keepResults(dir: string, round: Round, results: readonly PlayResult[]): Promise<void> {
  await mkdir(dir, { recursive: true })
  const path = fileOf(dir, round)
  await writeFile(`${path}.${process.pid}`, JSON.stringify(results))
  await rename(`${path}.${process.pid}`, path)
}

/** A self-test that has ended is played anew the next time. */
export async function forgetResults(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true })
}

function fileOf(dir: string, { guardrails, plays }: Round): string {
  return join(dir, `${guardrails}-${plays[0]?.interaction.replaceAll('/', '-') ?? 'nothing'}.json`)
}
