import type { Part } from './part.ts'

/**
 * A part that `assay self-test` plays against verification: a villain, which must be caught, or an honest oddity, which
 * must be let pass. One file each in `villains/` or `oddities/`, and one line in their `index.ts`.
 *
 * A villain counts only where "it compiles and its own tests pass", run in its own room, would accept it; others are
 * cases of conduct. Write the source as the honest one of `works/`, spoiled by a general change of its text, so that
 * it can be played on several interactions; what varies comes from `scene.seed`. Mark the turn after which all is
 * lost with `fatal(...)`.
 */
export interface GalleryPart extends Part {
  readonly kind: 'villain' | 'oddity'
  /** What it does, as the end of a sentence that begins with its name. */
  readonly does: string
  /** Moves and scenarios that it stands for, such as `EV3` or `A03`. */
  readonly moves: readonly string[]
  /** Interactions of `works/` on which it can be played; the seed chooses one. */
  readonly on: readonly string[]
  /** What must come of one attempt. Each of several is right. */
  readonly expects: Expected
  /** Of a villain: the checks and marks that are meant to catch it, any of which will do. */
  readonly caughtBy: readonly string[]
  /** Where it needs files that are ours: played with these guardrails instead of `enforce`. */
  readonly guardrails?: 'observe'
}

export interface Expected {
  readonly artefact: readonly ('accepted' | 'rejected' | 'blocked')[]
  readonly conduct: readonly ('clean' | 'note' | 'violation' | 'severe')[]
}
