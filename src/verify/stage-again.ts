import type { JsonObject } from '../lib/json.ts'
import type { Interaction } from '../plan/interaction.ts'
import type { RunAgain } from './account-again.ts'
import { type VerifyRig, openCleanRoom } from './clean-room.ts'
import type { Evidence } from './evidence.ts'
import { prepareAgain, renamedNow } from './prepared-again.ts'
import { unattended } from './unattended.ts'

export interface StagedAgain {
  readonly interaction: Interaction
  readonly source: { readonly path: string; readonly text: string; readonly sha256: string }
  readonly again: RunAgain
}

const label = 'again'

/**
 * Runs a function as it once ran well: in the same account, with what had been made there, the same input. What comes of
 * it is evidence like that of an attempt, without an agent. The rig's directory must be this run's own.
 */
export async function stageAgain({ interaction, source, again }: StagedAgain, rig: VerifyRig): Promise<Evidence> {
  const { account } = again
  const clean = await openCleanRoom(interaction, source.text, rig)
  try {
    await clean.newAccount(account.seed)
    const young = await clean.account().snapshot()
    const { exchanges: before, renames } = await prepareAgain(clean, account)
    const stateBefore = await clean.account().snapshot()
    const input = again.input === undefined ? undefined : renamedNow(again.input, renames)
    const metadata = again.metadata && (renamedNow(again.metadata, renames) as JsonObject)
    const given = { ...(input === undefined ? {} : { input }), ...(metadata === undefined ? {} : { metadata }) }
    const ending = await clean.gateway.during(label, () =>
      clean.room.dryRun({ connection: interaction.connection, ...given }),
    )
    const recording = [
      ...before,
      ...clean.gateway.recording.map((each) => ({ ...each, seq: each.seq + before.length })),
    ]
    const run = { metadata, input, sourceSha256: source.sha256 }
    const output = (ending.kind === 'threw' ? ending.error : JSON.stringify(ending)).slice(0, 2_000)
    return {
      ...unattended(interaction, source),
      recording,
      // What is not in the account at the very first was made in it, and has to be made in others too.
      dryRuns: [
        ...(before.length > 0
          ? [{ ...run, label: 'before', input: undefined, exitCode: null, output: '', stateBefore: young }]
          : []),
        { ...run, label, exitCode: ending.kind === 'returned' ? 0 : 12, output, stateBefore },
      ],
    }
  } finally {
    await clean[Symbol.asyncDispose]()
  }
}
