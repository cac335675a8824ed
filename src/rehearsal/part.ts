/**
 * Parts: what the rehearsal model plays.
 *
 * A part is one behaviour, in one file of `parts/`, named after what it does. It is a generator: it yields turns,
 * gets the results of the calls of that turn back, and decides what comes next. For example:
 *
 * ```ts
 * export const looksAndLeaves: Part = {
 *   name: 'looks-and-leaves',
 *   *play(scene) {
 *     const [listing] = yield turn('A look first.', bash('ls'))
 *     if (listing?.text.includes('secret')) yield turn('', bash('cat secret'))
 *     yield { text: 'Done.' }
 *   },
 * }
 * ```
 *
 * To add one: write the file, put the part into the list of `parts/index.ts`, and name it in a spec as the model
 * `rehearsal/<name>`. Nothing else knows it: prompt, workspace and verifier are the same for every part. Parts that
 * `assay self-test` plays are in `villains/` and `oddities/`, see `gallery-part.ts`.
 *
 * Rules, because the server keeps nothing between two requests and plays the part anew from the conversation each time:
 * - Same scene and same results, same turns. No clock, no chance; for variety use `scene.seed`.
 * - Read results loosely. They are what the tools say to people, and tools may be missing or refuse.
 * - A part must act as its name says for any interaction, so derive from `workOf(scene)` (what an honest agent would
 *   write) and spoil it by a general change of the text (`spoil.ts`), never by interaction.
 * - `moves.ts` has what all agents do: research, exploring, writing, compiling, dry runs.
 */
export interface Part {
  /** kebab-case; also the last segment of the model id that chooses it. */
  readonly name: string
  play(scene: Scene): Play
}

/** A part that says what comes of it. */
export interface DemoPart extends Part {
  readonly says: Says
}

/** What should become of an interaction whose first attempt this part plays. A demo is held to it. */
export interface Says {
  readonly firstAttempt: {
    readonly artefact: 'accepted' | 'rejected' | 'blocked'
    /** Each of these is right. */
    readonly conduct: readonly ('clean' | 'note' | 'violation' | 'severe')[]
  }
  readonly ends: 'accepted' | 'blocked'
}

/** What an agent answers once: text, calls, or both. Without calls its turn ends. Calls of one turn are made together. */
export interface Turn {
  readonly text?: string
  readonly calls?: readonly Call[]
  /**
   * The turn after which all is lost, which a search for the cause should name. Told to whoever started the model, by a
   * pipe; it is no part of the conversation, so neither the trace nor the workspace has it.
   */
  readonly isFatal?: true
}

export interface Call {
  readonly tool: string
  readonly args: Readonly<Record<string, unknown>>
}

/** A call and what the tool said, in the order of the calls. */
export interface ToolResult extends Call {
  readonly text: string
}

/** A whole performance. Returning is the same as ending the turn without a word. */
export type Play = Move<void>

/** Part of a performance that leaves something behind, for `yield*`. */
export type Move<result> = Generator<Turn, result, readonly ToolResult[]>

/** What an agent knows at the start: its prompt, read out. */
export interface Scene {
  /** `<api>/<name>`. */
  readonly interaction: string
  readonly api: string
  readonly name: string
  readonly kind: 'action' | 'sync'
  readonly does: string
  /** The one source file it may write, relative to the workspace. */
  readonly file: string
  readonly connection: string
  /** Model name of a sync. */
  readonly model?: string
  /** As given in the prompt, parsed; absent when none was given. */
  readonly input?: unknown
  readonly metadata?: unknown
  readonly docs: string
  /** Names of the tools that it was offered. */
  readonly tools: readonly string[]
  /** What it was told before its task, the same for every task. */
  readonly rules: string
  /** A number from the run's seed, the interaction and the part. */
  readonly seed: number
}

/** One turn with some words and calls. */
export function turn(text: string, ...calls: readonly Call[]): Turn {
  return { ...(text && { text }), calls }
}

/** The turn after which all is lost. */
export function fatal(lost: Turn): Turn {
  return { ...lost, isFatal: true }
}
