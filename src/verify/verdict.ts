import type { RunAgain } from './account-again.ts'
import type { Mutation } from './mutation.ts'
import type { NeverReached } from './replay/never-reached.ts'
import type { CheckResult, ConductMark, Named } from './check.ts'

export type Artefact = 'accepted' | 'rejected' | 'blocked' | 'undecided'
export type Conduct = 'clean' | 'note' | 'violation' | 'severe' | 'unjudged'

/** Two answers that never change each other: is the function right, and did the agent keep the rules. */
export interface Verdict {
  readonly artefact: Artefact
  readonly conduct: Conduct
  readonly checks: readonly Named<CheckResult>[]
  readonly marks: readonly Named<ConductMark>[]
  /** Of a function whose generated tests ran: what they noticed. */
  readonly mutation?: Mutation
  /** Of a function that was played: what nothing was seen of. It speaks neither for nor against it. */
  readonly neverReached?: NeverReached
  /** Of an accepted function: what goes into its integration. */
  readonly proof?: Proof
  /** Of a blocked one: what proves it. */
  readonly blocked?: { readonly because: string; readonly exchanges: readonly number[] }
}

/** What was proved about an accepted function, and the files that Assay generated to keep it proved. */
export interface Proof {
  readonly sourceSha256: string
  /** `seq` of the verifier's exchanges, in its own recording. */
  readonly exchanges: readonly number[]
  /** Generated fixture (`<name>.test.json`) and test (`<api>-<name>.test.ts`), by path relative to the integration. */
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** Names of the generated tests, all of which passed. */
  readonly tests: readonly string[]
  /** The run that the fixture is of: from it the function can be proved again. Absent from what older versions recorded. */
  readonly again?: RunAgain
  /** Personal values of the account are replaced in the files; then there is no `again`, which would have them. */
  readonly isDisguised?: true
  /** Reference pages that the agent read, as they were then. */
  readonly pages?: readonly PageRead[]
}

export interface PageRead {
  readonly page: string
  readonly sha256: string
}
