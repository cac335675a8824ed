import { againstResults } from './against-results.ts'
import { forgedEvidence } from './forged-evidence.ts'
import { leftWorkspace } from './left-workspace.ts'
import { refusedInAccount } from './refused-in-account.ts'
import { unknownCommand } from './unknown-command.ts'
import type { Signal } from './signal.ts'

/** Every signal that a timeline is searched for. */
export const signals: readonly Signal[] = [
  unknownCommand,
  forgedEvidence,
  leftWorkspace,
  againstResults,
  refusedInAccount,
]
