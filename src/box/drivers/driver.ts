import type { BoxCommand } from '../box-command.ts'
import type { BoxSpec } from '../box.ts'

/** A way of confining. Which one a machine has is looked up when a run begins; whether it holds is probed. */
export interface BoxDriver {
  readonly name: Sandbox
  /** Throws a `UserError` that says why it cannot be used on this machine, and what to install. */
  demand(): Promise<void>
  command(spec: BoxSpec): BoxCommand
}

export const sandboxes = ['bwrap', 'container', 'seatbelt', 'none'] as const
export type Sandbox = (typeof sandboxes)[number]
