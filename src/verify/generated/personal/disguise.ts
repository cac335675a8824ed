import { randomBytes } from 'node:crypto'
import type { ProjectFile } from '../../../nango/room.ts'
import type { FreshRun } from '../../trial.ts'
import { pseudonymsOf } from './pseudonym.ts'
import { replaceInRun } from './replace-in-run.ts'
import { type Knowledge, replacementFor } from './replacement.ts'

/** How a run's evidence is kept free of personal values where it is published. */
export interface PseudonymRule {
  /** Of one process of a run, and written nowhere: with it, pseudonyms could be guessed back. */
  readonly key: Buffer
  /** Also what stand-ins answered, which is invented. What live APIs answer always is. */
  readonly isForced: boolean
}

export function isToBeDisguised({ exchanges }: FreshRun, rule: PseudonymRule | undefined): boolean {
  return rule?.isForced === true || isLive({ exchanges })
}

/** Whether an account of somebody's answered. */
export function isLive({ exchanges }: Pick<FreshRun, 'exchanges'>): boolean {
  return exchanges.some(({ upstream }) => upstream !== 'embedded')
}

export interface Disguised {
  readonly run: FreshRun
  /** A personal value that is in files that were made of it nevertheless. */
  leakIn(files: readonly ProjectFile[]): string | undefined
}

export function disguise(
  run: FreshRun,
  knowledge: Omit<Knowledge, 'pseudonym'>,
  rule: PseudonymRule = { key: randomBytes(32), isForced: false },
): Disguised {
  const replacement = replacementFor(run, { ...knowledge, pseudonym: pseudonymsOf(rule.key) })
  const telling = replacement.replaced.filter((text) => text.length >= 5 && /[@\s\d]/.test(text))
  return {
    run: replaceInRun(run, replacement, knowledge.source),
    leakIn: (files) =>
      telling.find((text) => files.some((file) => file.text.includes(JSON.stringify(text).slice(1, -1)))),
  }
}
