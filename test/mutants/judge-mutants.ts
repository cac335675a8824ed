import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Candidate, candidatesFor } from './candidates.ts'
import { inTurns } from './choose-mutants.ts'
import { type JudgedCopy, judgeMutant, openJudgedCopy, type Opinion } from './judged-copy.ts'

/** One mutant and what became of it. */
export interface Judged extends Candidate {
  readonly opinion: Exclude<Opinion, { kind: 'stillborn' }>
  readonly line: number
  readonly before: string
}

export interface Wanted {
  readonly apis: readonly string[]
  /** Of all APIs together; each has an equal share. */
  readonly count: number
  readonly seed: number
  readonly onJudged?: (judged: Judged) => void
}

/** Judges as many mutants of each API as are wanted. What is stillborn does not count; the next in turn takes its place. */
export async function judgeMutants({ apis, count, seed, onJudged }: Wanted): Promise<Judged[]> {
  await using copy = await openJudgedCopy()
  const all: Judged[] = []
  for (const [place, api] of apis.entries()) {
    const share = Math.floor((count * (place + 1)) / apis.length) - Math.floor((count * place) / apis.length)
    const queue = inTurns(await candidatesFor(api, copy.directory), seed)
    for (let left = share; left > 0 && queue.length > 0;) {
      const judged = await judgeOne(copy, queue.shift()!)
      if (!judged) continue
      left--
      all.push(judged)
      onJudged?.(judged)
    }
  }
  return all
}

async function judgeOne(copy: JudgedCopy, candidate: Candidate): Promise<Judged | undefined> {
  const source = readFileSync(join(copy.directory, candidate.file), 'utf8')
  const opinion = await judgeMutant(copy, candidate, candidate.judges)
  if (opinion.kind === 'stillborn') return undefined
  const { start, end } = candidate.mutation
  const line = source.slice(0, start).split('\n').length
  return { ...candidate, opinion, line, before: source.slice(start, end) }
}
