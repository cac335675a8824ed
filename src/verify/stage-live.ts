import type { Json } from '../lib/json.ts'
import type { FunctionRun } from '../nango/room.ts'
import type { Interaction } from '../plan/interaction.ts'
import { type VerifyRig, openCleanRoom } from './clean-room.ts'
import type { DryRunEvidence, Evidence } from './evidence.ts'
import { unattended } from './unattended.ts'

export interface StagedLive {
  readonly interaction: Interaction
  readonly source: { readonly path: string; readonly text: string; readonly sha256: string }
  readonly input: Json | undefined
}

/** How it ended, and what there is to judge. */
export interface LiveRun {
  readonly ending: FunctionRun
  readonly evidence: Evidence
}

const label = 'first'

/**
 * Runs a function once in the test account of its live API. What comes of it is evidence like that of an attempt,
 * without an agent. The rig's directory must be this run's own.
 */
export async function stageLive({ interaction, source, input }: StagedLive, rig: VerifyRig): Promise<LiveRun> {
  const clean = await openCleanRoom(interaction, source.text, rig)
  try {
    const { connection, metadata } = interaction
    const given = { ...(input === undefined ? {} : { input }), ...(metadata && { metadata }) }
    const ending = await clean.gateway.during(label, () => clean.room.dryRun({ connection, ...given }))
    const dryRun: DryRunEvidence = {
      label,
      metadata,
      input,
      sourceSha256: source.sha256,
      exitCode: ending.kind === 'returned' ? 0 : 12,
      output: (ending.kind === 'threw' ? ending.error : JSON.stringify(ending)).slice(0, 2_000),
    }
    const { recording, accessStops } = clean.gateway
    return {
      ending,
      evidence: {
        ...unattended(interaction, source),
        recording: [...recording],
        accessStops: [...accessStops],
        dryRuns: [dryRun],
      },
    }
  } finally {
    await clean[Symbol.asyncDispose]()
  }
}
