import type { CleanRoom } from '../clean-room.ts'
import type { AccountObject, AccountState } from '../../standins/stand-in.ts'
import type { DryRunEvidence, Evidence } from '../evidence.ts'
import { isWrite } from '../is-write.ts'
import { type FreshInput, type KnownRun, type Recipe, freshInputs, namedBy } from './fresh-input.ts'
import type { DeclaredSchemas } from './input-schema.ts'
import { knownRunOf } from './known-run.ts'
import { type Made, makeAgain } from './make-again.ts'
import { namesIn } from './names-in-account.ts'
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
  const accounts = clean.isShared
    ? sharedCasts(known, { young, made: [...certain.values()] }, options.evidence)
    : [young]
  const inputs = accounts.flatMap((each) => [...freshInputs(known, each, wish.recipe, tools).take(wish.cast + 1)])
  const input = inputs[wish.cast]
  return input && { ...input, done }
}

interface SharedCast {
  readonly young: AccountState
  readonly made: readonly AccountObject[]
}

/**
 * Among what things of a live account counterparts are looked for, the better first. A function that reads is given others
 * than it knows. One that writes gets those that the agent was given or made, and no other: they are not ours.
 */
function sharedCasts(
  known: KnownRun,
  { young, made }: SharedCast,
  { recording, interaction }: Evidence,
): AccountState[] {
  const named = namedBy([known.input, known.metadata], namesIn(known.account))
  const own = recording.filter(({ during }) => during === known.label)
  if (isWrite(interaction, own)) return [[...named, ...made]]
  const isKnown = ({ key }: AccountObject) => named.some((object) => object.key === key)
  return [young.filter((object) => !isKnown(object)), [...named, ...young]]
}
