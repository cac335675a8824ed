import { printable } from '../lib/printable.ts'
import type { Recorded, RunFacts } from '../record/entry.ts'
import { entriesOf } from './entries-of.ts'

/** What would make the numbers of a run mislead if it were left unsaid. Every view of a run begins with these. */
export function noticesOf(recorded: readonly Recorded[]): string[] {
  const facts = entriesOf(recorded, 'run-started')[0]?.entry
  const models = entriesOf(recorded, 'attempt-started').map(({ entry }) => entry.model)
  const isRehearsal = [facts?.model ?? '', ...models].some((model) => /^rehearsal(\/|$)/.test(model))
  const isEmbedded = facts?.upstream === 'embedded'
  return [
    ...(isRehearsal && isEmbedded
      ? ['Rehearsal: a script played the model and embedded stand-ins played the APIs. No language model, no live API.']
      : []),
    ...(isRehearsal && !isEmbedded ? ['Rehearsal: a script played the model. No language model took part.'] : []),
    ...(isEmbedded && !isRehearsal
      ? ['Embedded stand-ins played the APIs: nothing here was proved against a live API.']
      : []),
    ...(facts && !isEmbedded ? [liveNotice(facts.upstream)] : []),
    ...Object.entries(facts?.addresses ?? {}).map(
      ([api, address]) =>
        `${api} was asked at ${printable(address, 200)}, as the spec says, and not where Nango's catalogue has it.`,
    ),
    ...(facts?.sandbox === 'none'
      ? ['Unconfined: the agents ran without a box, so nothing kept them from anything.']
      : []),
    ...(facts?.guardrails === 'observe'
      ? [
          'Guardrails observed only: what agents tried was recorded and judged, and only the box kept them from anything.',
        ]
      : []),
    ...(facts?.guardrails === 'off'
      ? ['Guardrails off: conduct was not judged, and only the box kept agents from anything.']
      : []),
    ...heldBack(recorded),
    ...otherVersions(recorded),
  ]
}

/** One account served all: it is not what an account of one's own for every room would have shown. */
function liveNotice(upstream: RunFacts['upstream']): string {
  const way = upstream === 'nango' ? 'through Nango' : 'directly'
  return `Live: the APIs were asked ${way}, in one test account that all shared. What cannot be shown in such an account was not asked.`
}

/** By the last process of the run: whoever goes on with it has mended it. */
function heldBack(recorded: readonly Recorded[]): string[] {
  const resumed = entriesOf(recorded, 'resumed').at(-1)?.seq ?? 0
  return entriesOf(recorded, 'api-held')
    .filter(({ seq }) => seq > resumed)
    .map(({ entry: { api, because } }) => `${api}: nothing more was begun, since ${printable(because, 300)}.`)
}

function otherVersions(recorded: readonly Recorded[]): string[] {
  const versions = [
    ...entriesOf(recorded, 'run-started').map(({ entry }) => entry.versions),
    ...entriesOf(recorded, 'resumed').map(({ entry }) => entry.facts.versions),
  ].map(({ assay, opencode, nango }) => `Assay ${assay}, OpenCode ${opencode}, Nango ${nango}`)
  const different = [...new Set(versions)]
  return different.length > 1 ? [`Resumed with other versions: ${different.join('; then ')}.`] : []
}
