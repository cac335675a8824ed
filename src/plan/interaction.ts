import type { Json, JsonObject } from '../lib/json.ts'

/** One unit of work: one action or one sync of one API. */
export interface Interaction {
  /** `<api>/<name>`, the id that every command takes. */
  readonly id: string
  readonly api: string
  readonly name: string
  readonly kind: 'action' | 'sync'
  /** The person's one sentence. */
  readonly does: string
  /** Nango connection id of the test account. */
  readonly connection: string
  /** Reference pages that the person named. */
  readonly docs: readonly string[]
  /** Test input and metadata that the person gave, if any. */
  readonly input?: Json
  readonly metadata?: JsonObject
  /** Names of things in a live account that may be changed though no attempt made them. */
  readonly may?: readonly string[]
  /** Whom writes to a live account may reach outside of it. */
  readonly recipients?: readonly string[]
  /** Model name of a sync, reserved by the plan so that syncs of one API can be compiled together. */
  readonly model?: string
  /** For checking only: never shown to an agent. `path` has `{placeholders}`. */
  readonly operations: readonly Operation[]
  /** The same: what each thing that comes out has to have, by the API's names. `mimeType: text/plain`, or a list. */
  readonly only?: Readonly<Record<string, Wanted>>
  /** Checks that the person excused, each with the reason that the report repeats. */
  readonly exempt: readonly Exemption[]
}

/** A value, or any of several. */
export type Wanted = string | number | boolean | readonly (string | number | boolean)[]

export interface Operation {
  readonly method: string
  readonly path: string
}

export interface Exemption {
  readonly check: string
  readonly reason: string
}
