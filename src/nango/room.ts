import type { Json, JsonObject } from '../lib/json.ts'

/** Which function of a project, in Nango's terms. */
export interface FunctionRef {
  /** Nango integration id: the API's name and the directory of the function. */
  readonly api: string
  readonly name: string
  readonly kind: 'action' | 'sync'
}

/** A file of a Nango project, by path relative to its root. */
export interface ProjectFile {
  readonly path: string
  readonly text: string
}

/** What a function needs to reach an API: one gateway, one token. */
export interface RoomGateway {
  readonly socketPath: string
  readonly token: string
}

/**
 * A throw-away Nango project in which untrusted code is compiled and run, each command in a box of its own.
 * Nothing in a room survives it, and what the code reports about itself is a claim.
 */
export interface Room extends AsyncDisposable {
  /** Host directory of the project. */
  readonly dir: string
  compile(): Promise<Compilation>
  dryRun(request: DryRunRequest): Promise<FunctionRun>
  /** Runs vitest over the generated tests with our own configuration. */
  test(): Promise<TestRun>
}

export type Compilation =
  | { readonly kind: 'compiled' }
  | { readonly kind: 'failed'; readonly output: string }
  | { readonly kind: 'rig-fault'; readonly because: string }

export interface DryRunRequest {
  readonly connection: string
  readonly input?: Json
  readonly metadata?: JsonObject
  readonly checkpoint?: JsonObject
}

/** How one run of a function ended, schema validation included. */
export type FunctionRun =
  | {
      readonly kind: 'returned'
      /** null for a sync. */
      readonly output: Json
      /** Of a sync: every record saved, per model, in order; and deleted ones. */
      readonly saved: Readonly<Record<string, readonly Json[]>>
      readonly deleted: Readonly<Record<string, readonly Json[]>>
    }
  | { readonly kind: 'invalid'; readonly what: 'input' | 'output' | 'record'; readonly because: string }
  | { readonly kind: 'threw'; readonly error: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'rig-fault'; readonly because: string }

/** Exact accounting of one vitest run: exit code, JSON report and names must agree before anything counts as passed. */
export interface TestRun {
  readonly exitCode: number | null
  readonly passed: readonly string[]
  readonly failed: readonly string[]
  readonly skipped: readonly string[]
  /** Why the three accounts do not agree, when they don't. */
  readonly disagreement?: string
  readonly output: string
}
