import { join } from 'node:path'
import { acceptedOf } from './accepted.ts'
import { assemble } from './assemble/assemble.ts'
import type { Difference } from './assemble/difference.ts'
import type { Integration } from './assemble/integration.ts'
import { assemblyLock } from './build.ts'
import { exclusively } from './lib/exclusively.ts'
import { UserError } from './lib/user-error.ts'
import { keptIntegrations } from './reused-functions.ts'
import { prepareToolchain } from './nango/prepare-toolchain.ts'
import { openRecord } from './record/record.ts'
import { reportOf } from './report/report.ts'

export interface ReassembleOptions {
  readonly runDir: string
  readonly outputDir: string
  readonly cacheDir: string
  readonly confirm?: (difference: Difference) => Promise<boolean>
}

/** Writes the integrations of a run again, from the sources and proofs that its verdicts accepted. No agents, no requests. */
export async function reassemble({
  runDir,
  outputDir,
  cacheDir,
  confirm,
}: ReassembleOptions): Promise<readonly Integration[]> {
  const record = openRecord(runDir)
  try {
    const recorded = record.entries()
    const { run } = reportOf(recorded)
    const accepted = await acceptedOf(recorded, runDir)
    const kept = keptIntegrations(recorded)
    if (accepted.length + kept.length === 0)
      throw new UserError(`Run ${run} accepted nothing.`, 'See why: assay why --all.')
    const toolchain = await prepareToolchain(cacheDir)
    const { integrations } = await exclusively(join(cacheDir, assemblyLock), () =>
      assemble({ accepted, kept, outputDir, toolchain, ...(confirm && { confirm }) }),
    )
    for (const integration of integrations) record.append({ kind: 'assembled', integration })
    return integrations
  } finally {
    record[Symbol.dispose]()
  }
}
