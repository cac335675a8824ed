import type { CleanRoom } from '../clean-room.ts'
import type { DryRunEvidence, Evidence } from '../evidence.ts'
import { type FreshInput, type KnownRun, type Recipe, freshInputs } from './fresh-input.ts'
import type { DeclaredSchemas } from './input-schema.ts'
import { knownRunOf } from './known-run.ts'
import { type Made, makeAgain } from './make-again.ts'
import { plausible } from './plausible.ts'

export interface FreshRunOptions {
  readonly evidence: Evidence
  readonly from: DryRunEvidence
  readonly schemas: DeclaredSchemas
  readonly seed: number
}

export interface InputWish {
  readonly recipe: Recipe
  /** Which of the casts: 0 is the likeliest. */
  readonly cast: number
  readonly seed: number
  readonly loosely?: boolean
}

type PreparedInput = FreshInput & Pick<Made, 'done'>

/** An input for the account as it is, and in it what the input needs. The same wish in an equal account makes the same. */
export async function inputFor(
  clean: CleanRoom,
  options: FreshRunOptions,
  wish: InputWish,
): Promise<PreparedInput | undefined> {
  const known: KnownRun = knownRunOf(options.from, options.evidence)
  const { cast: certain, done } = await makeAgain(known, options.evidence, clean.account(), clean.credential)
  const young = await clean.account().snapshot()
  const tools = { schemas: options.schemas, random: plausible(wish.seed), certain, loosely: wish.loosely === true }
  const input = freshInputs(known, young, wish.recipe, tools).drop(wish.cast).next().value
  return input && { ...input, done }
}
