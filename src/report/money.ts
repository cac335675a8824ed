import { type Recorded } from '../record/entry.ts'
import { entriesOf } from './entries-of.ts'
import type { Item } from './item.ts'

/** What money of a run went where. All in US dollars. */
export interface Money {
  /** Held for answers that are under way, or were when it was cut off: the most that these may cost. */
  readonly heldUsd: number
  /** What it will have cost when all is settled, if the rest costs what the settled ones did; null while nobody can tell. */
  readonly projectedUsd: number | null
  /** Of what was spent, what no accepted function came of, by what became of those attempts. */
  readonly wastedUsd: Readonly<Record<Waste, number>>
}

/** `cutOff`: by a stop, a kill or a cap; `severe`: a right function by an agent that broke rules; `rigFault`: our side. */
export type Waste = 'rejected' | 'severe' | 'blocked' | 'undecided' | 'rigFault' | 'cutOff'

interface Try {
  usd: number
  fate: Waste | 'accepted' | 'open'
}

export function moneyOf(recorded: readonly Recorded[], items: readonly Item[]): Money {
  const tries = triesIn(recorded)
  const usdOf = (fate: Try['fate']) => sum(tries.filter((each) => each.fate === fate).map(({ usd }) => usd))
  return {
    heldUsd: sum(unsettledHolds(recorded).map(({ usd }) => usd)),
    projectedUsd: projected(items),
    wastedUsd: {
      rejected: usdOf('rejected'),
      severe: usdOf('severe'),
      blocked: usdOf('blocked'),
      undecided: usdOf('undecided'),
      rigFault: usdOf('rigFault'),
      cutOff: usdOf('cutOff'),
    },
  }
}

/** What was held for answers of which nobody has told the cost. */
export function unsettledHolds(recorded: readonly Recorded[]) {
  const settled = new Set(entriesOf(recorded, 'spent').map(({ entry }) => entry.hold))
  return entriesOf(recorded, 'held').flatMap(({ entry }) => (settled.has(entry.hold) ? [] : [entry]))
}

/** Every beginning of an attempt, those that did not count included. */
function triesIn(recorded: readonly Recorded[]): Try[] {
  const tries: Try[] = []
  const current = new Map<string, Try>()
  for (const { entry } of recorded) {
    if (entry.kind === 'run-ended' || entry.kind === 'resumed') tries.forEach(cutOff)
    if (!('interaction' in entry)) continue
    const now = current.get(entry.interaction)
    if (entry.kind === 'attempt-started') {
      if (now) cutOff(now)
      const next: Try = { usd: 0, fate: 'open' }
      tries.push(next)
      current.set(entry.interaction, next)
    }
    if (!now) continue
    if (entry.kind === 'spent') now.usd += entry.spend.usd
    if (entry.kind === 'rig-fault') now.fate = 'rigFault'
    if (entry.kind === 'judged') {
      const { artefact, conduct } = entry.verdict
      now.fate = artefact === 'accepted' && conduct === 'severe' ? 'severe' : artefact
    }
  }
  return tries
}

function cutOff(one: Try): void {
  if (one.fate === 'open') one.fate = 'cutOff'
}

function projected(items: readonly Item[]): number | null {
  // What was not built again says nothing of what the rest will cost.
  const settled = items.filter(({ outcome }) => outcome !== null && outcome !== 'reused' && outcome !== 'in-the-way')
  const open = items.filter(({ outcome }) => outcome === null)
  if (settled.length === 0) return items.length > 0 && open.length === 0 ? 0 : null
  const settledUsd = sum(settled.map(({ usd }) => usd))
  const openUsd = sum(open.map(({ usd }) => usd))
  return settledUsd + Math.max(openUsd, (settledUsd / settled.length) * open.length)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
