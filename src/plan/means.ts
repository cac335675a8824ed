import type { Plan } from './plan.ts'

/** What a plan is carried out with, beside its interactions: enough to go on with a run in another process. */
export interface Means extends Pick<
  Plan,
  'ladders' | 'providers' | 'budget' | 'scopes' | 'replacePersonal' | 'reach' | 'nango' | 'skills'
> {
  readonly concurrency: number
  /** What was asked for over a spec file; absent where there is no such file, as in the demo. */
  readonly asked?: Asked
}

/** The flags of a run that count again when it is gone on with. */
export interface Asked {
  readonly spec: string
  readonly upstream?: Plan['upstream']
  readonly model?: string
  readonly attempts?: number
  readonly usd?: number
  /** Only some of the spec's interactions were wanted. */
  readonly isPart: boolean
  /** What a person changed in the output and agreed to have replaced: by path, the SHA-256 of the bytes that were meant. */
  readonly givenUp?: Readonly<Record<string, string>>
}
