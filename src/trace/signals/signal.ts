import type { Claim } from '../../verify/evidence.ts'
import type { Verdict } from '../../verify/verdict.ts'
import type { Finding } from '../finding.ts'
import type { Failure } from '../failures.ts'
import type { TimelineEvent } from '../timeline.ts'

/** One question put to a timeline: where did this kind of mistake begin, and was it made good? */
export interface Signal {
  readonly name: Exclude<Finding['signal'], 'symptom'>
  /** Marks in the order of the timeline; only those that were never made good. */
  find(scene: TraceScene): readonly Mark[]
}

export interface TraceScene {
  readonly events: readonly TimelineEvent[]
  readonly failures: readonly Failure[]
  readonly claim: Claim
  readonly verdict: Verdict
}

export interface Mark {
  /** Where in the timeline. */
  readonly event: TimelineEvent
  /** What it is about: of several marks of one signal on one subject, the first stands for all. */
  readonly subject: string
  readonly because: string
  /** What the signal saw, where it can see several things. */
  readonly sort?: 'made-up-answer' | 'misread-result'
  readonly owner: Finding['owner']
}
