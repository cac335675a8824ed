import { printable } from '../lib/printable.ts'
import { isTelemetryWanted } from '../telemetry/is-wanted.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import { note } from './say.ts'
import { assayVersion } from './versions.ts'

/** For a run that begins now; nothing, and nothing loaded, unless the environment asks for traces. */
export async function telemetryHere(): Promise<Telemetry | undefined> {
  if (!isTelemetryWanted(process.env)) return undefined
  const { openTelemetry } = await import('../telemetry/telemetry.ts')
  return openTelemetry(process.env, assayVersion(), (text) => note(printable(text, 600)))
}
