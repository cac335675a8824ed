import type { Exhibit } from '../check.ts'
import { isRefusal } from '../refusal.ts'
import { standInGap } from '../stand-in-gap.ts'
import { type ArtefactCheck, proxied } from '../trial.ts'

/** Did the agent's code ever do its work against the API? */
export const succeededLive: ArtefactCheck = {
  name: 'succeeded-live',
  examine({ evidence, known }) {
    if (known) return { outcome: 'held' }
    const gap = standInGap(evidence)
    if (gap !== undefined) return { outcome: 'undecided', because: gap }
    return {
      outcome: 'broken',
      because: whyNot(evidence),
      exhibits: [...lastRefusal(evidence), ...lastWords(evidence)],
    }
  },
}

type Evidence = Parameters<ArtefactCheck['examine']>[0]['evidence']

function whyNot({ dryRuns, recording }: Evidence): string {
  if (dryRuns.length === 0) return 'it never succeeded against the API: the agent never ran it'
  if (dryRuns.every(({ exitCode }) => exitCode !== 0)) {
    return `it never succeeded against the API: none of ${dryRuns.length} dry runs ended well`
  }
  const labels = new Set(dryRuns.filter(({ exitCode }) => exitCode === 0).map(({ label }) => label))
  const asked = proxied(recording).some(({ during }) => labels.has(during))
  return asked
    ? 'it never succeeded against the API: where a dry run ended well, the API had refused every request'
    : 'it never succeeded against the API: where a dry run ended well, the API had not been asked'
}

function lastWords({ dryRuns }: Evidence): Exhibit[] {
  const words = dryRuns.at(-1)?.output.trim() ?? ''
  return words === '' ? [] : [{ kind: 'text', quote: words.slice(0, 300) }]
}

function lastRefusal({ recording }: Evidence): Exhibit[] {
  const refused = proxied(recording).findLast(isRefusal)
  return refused ? [{ kind: 'exchange', seq: refused.seq, of: 'agent' }] : []
}
