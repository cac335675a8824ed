import type { Exchange } from '../gateway/exchange.ts'
import type { Json, JsonObject } from '../lib/json.ts'
import type { Compilation, FunctionRun, TestRun } from '../nango/room.ts'
import type { AccountState } from '../standins/stand-in.ts'
import type { CheckResult, Exhibit } from './check.ts'
import type { DryRunEvidence, Evidence } from './evidence.ts'
import type { DeclaredSchemas } from './fresh/input-schema.ts'
import type { AccountAgain } from './account-again.ts'
import type { ChangesBehind } from './fresh/change-behind.ts'
import type { FreshValue } from './fresh/fresh-input.ts'
import type { InputWish } from './fresh/input-for.ts'
import type { ToldPaging } from './fresh/told-paging.ts'
import type { FunctionReplay } from './replay/replay-function.ts'
import type { Fault } from './source/boxed/faults.ts'
import type { AskedBack } from './shared/asked-back.ts'
import type { SourceReading } from './source/read-source.ts'

/** All that the clean room brought to light about one function, as far as it got. Checks read this and nothing else. */
export interface Trial {
  readonly evidence: Evidence
  /** Nothing was run against an API: the runs are somebody's fixture, and how the function was played with it. */
  readonly isRecorded?: true
  /** The runs were in the one test account of a live API: of what became of it, only what the API said is known. */
  readonly isShared?: true
  readonly reading?: SourceReading
  /** The agent's last dry run that the API really answered. */
  readonly known?: DryRunEvidence
  readonly compilation?: Compilation
  readonly schemas?: DeclaredSchemas
  /** In the order in which they ran, refused tries included; what was in vain comes after what found something. */
  readonly runs: readonly FreshRun[]
  /** Every exchange of the verification. */
  readonly recording: readonly Exchange[]
  /** How the API's lists go on, as far as its reference says it. */
  readonly told?: readonly ToldPaging[]
  readonly replay?: FunctionReplay
  /** What a sync made of its account when that had changed. */
  readonly goingOn?: GoingOn
  /** Places of the input whose `false` is not sent, and which the API then takes for true. */
  readonly takenForYes?: readonly string[]
  /** Whether the API takes a text or list whole of which the function sends a part, by place of the input, where it was asked. */
  readonly wholeInputs?: ReadonlyMap<string, boolean>
  /** What became of a write whose answer was lost. */
  readonly lostAnswer?: LostAnswer
  readonly generated?: GeneratedTests
  /** Why no tests could be generated. */
  readonly notGenerated?: string
}

/** One dry run of ours with an input that the agent never saw, in an account that it never saw. */
export interface FreshRun {
  readonly label: string
  /**
   * beside: something more in the account of the full one · effect: where the others changed nothing, and were to write · in-vain: the account had nothing for its input ·
   * lost-answer: one answer did not arrive · second: a sync once more.
   */
  readonly purpose: 'full' | 'sparse' | 'next-page' | 'beside' | 'effect' | 'in-vain' | 'lost-answer' | 'second'
  readonly input: Json | undefined
  readonly metadata: JsonObject | undefined
  readonly fresh: readonly FreshValue[]
  /** How its account can be had again; absent where there was none. */
  readonly account?: AccountAgain
  readonly ending: FunctionRun
  readonly exchanges: readonly Exchange[]
  readonly before: AccountState
  readonly after: AccountState
  /** Exchanges that changed the account, by `seq`; of a live one, those that may have. */
  readonly changing: readonly number[]
  /** Of a live account: what its API said of the things that were written, when it was asked for them. */
  readonly askedBack?: readonly AskedBack[]
  /** What its account and its input were made of; absent for a run that went on in another's account. */
  readonly made?: { readonly seed: number; readonly wish: InputWish } | undefined
}

/** A sync that was run, and run again with the checkpoint that it had left, after its account had changed. */
export interface GoingOn {
  readonly first: FreshRun
  readonly changes: ChangesBehind
  readonly second: FreshRun
  /** The same without a checkpoint, where the second lacks anything. */
  readonly whole?: FreshRun
}

export type LostAnswer =
  /** Nobody asks for anything more when that answer does not come. */
  | { readonly kind: 'not-repeated' }
  /** The same input in an equal account: with all its answers, and without that one. */
  | { readonly kind: 'run'; readonly usual: FreshRun; readonly run: FreshRun }
  | { readonly kind: 'not-run'; readonly because: string }

export interface GeneratedTests {
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** Tests that must pass. */
  readonly names: readonly string[]
  readonly mutants: readonly Mutant[]
  readonly run: TestRun
  /** Personal values of the account were replaced in the files. */
  readonly isDisguised?: true
}

/** A faulty copy of the function, and the names of its tests: they have to fail. */
export interface Mutant extends Fault {
  readonly tests: readonly string[]
}

/** One question put to the function itself. No answer where the question does not apply, or was not reached. */
export interface ArtefactCheck {
  readonly name: string
  examine(trial: Trial): CheckResult | undefined
}

export function proxied(exchanges: readonly Exchange[]): readonly Exchange[] {
  return exchanges.filter(({ kind }) => kind === 'proxy')
}

/** The first requests of a run, to be looked up in the recording. */
export function requestsOf({ exchanges }: FreshRun): Exhibit[] {
  return proxied(exchanges)
    .slice(0, 3)
    .map(({ seq }) => ({ kind: 'exchange', seq, of: 'verifier' }))
}

/** The runs that ended well: what most checks look at. */
export function goodRuns({ runs }: Trial): readonly FreshRun[] {
  return runs.filter(({ ending }) => ending.kind === 'returned')
}
