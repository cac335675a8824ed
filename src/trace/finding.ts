/** A cause, whose it is, and the quote that shows it. */
export interface Finding {
  /** S1 unknown command · S2 forged evidence · S3 left the workspace · S4 misread or claimed against a result · S5 was refused something of a live account · symptom. */
  readonly signal: 'S1' | 'S2' | 'S3' | 'S4' | 'S5' | 'symptom'
  /** Records of earlier versions have other words: spec, prompt, api, rig. */
  readonly owner: 'agent' | 'task' | 'harness' | 'environment'
  readonly attempt: number
  /** Turn of the agent (assistant message), from 1. */
  readonly turn: number
  readonly because: string
  readonly quote: string
}
