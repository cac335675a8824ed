import type { Recorded } from './record/entry.ts'
import { entriesOf } from './report/entries-of.ts'

/** The APIs of which a run kept functions that an earlier one had put into the output. */
export function keptIntegrations(recorded: readonly Recorded[]): string[] {
  const kept = entriesOf(recorded, 'settled').flatMap(({ entry: { interaction, outcome } }) =>
    outcome.kind === 'reused' ? [interaction.split('/')[0] ?? ''] : [],
  )
  return [...new Set(kept)]
}
