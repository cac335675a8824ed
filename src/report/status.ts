import { printable } from '../lib/printable.ts'
import type { Recorded, WhyEnded } from '../record/entry.ts'
import { entriesOf } from './entries-of.ts'
import { reportOf } from './report.ts'
import { aligned, type Screen } from './screen.ts'
import { spokenSeconds } from './seconds.ts'
import { counted, dollars, standingOf } from './wording.ts'

/** How far a run is. */
export interface Status {
  readonly run: string
  readonly state: 'running' | 'cut-off' | WhyEnded
  readonly notices: readonly string[]
  readonly seconds: number
  readonly usd: number
  /** The most that answers under way may cost. */
  readonly heldUsd: number
  /** What it will have cost when all is settled; null while nobody can tell. */
  readonly projectedUsd: number | null
  readonly usdPerAccepted: number
  readonly planned: number
  readonly settled: number
  readonly items: readonly {
    readonly id: string
    /** `open` before its first attempt and between two; otherwise what it is doing or what became of it. */
    readonly standing: string
    readonly attempt: number
  }[]
}

/** `isWritten`: whether a process has the record open for writing. */
export function statusOf(recorded: readonly Recorded[], isWritten: boolean): Status {
  const report = reportOf(recorded)
  const items = report.items.map((item) => {
    const own = recorded.filter(({ entry }) => 'interaction' in entry && entry.interaction === item.id)
    const attempt = entriesOf(own, 'attempt-started').at(-1)?.entry.attempt ?? 0
    const isAtWork = item.outcome === null && isWritten && report.ended === null
    return { id: item.id, standing: isAtWork ? doing(own) : standingOf(item).word, attempt }
  })
  return {
    run: report.run,
    state: report.ended ?? (isWritten ? 'running' : 'cut-off'),
    notices: report.notices,
    seconds: report.seconds,
    usd: report.spend.usd,
    heldUsd: report.spend.heldUsd,
    projectedUsd: report.spend.projectedUsd,
    usdPerAccepted: report.spend.usdPerAccepted,
    planned: items.length,
    settled: report.items.filter(({ outcome }) => outcome !== null).length,
    items,
  }
}

/** For a terminal. */
export function statusText(status: Status, screen: Screen): string {
  const head = [
    `run ${printable(status.run)}`,
    status.state,
    `${status.settled} of ${counted(status.planned, 'interaction')} settled`,
    spokenSeconds(status.seconds),
    ...moneyWords(status),
  ]
  const rows = aligned(
    status.items.map(({ id, standing, attempt }) => [printable(id), standing, attempt > 0 ? `attempt ${attempt}` : '']),
  )
  const lines = [
    ...status.notices.map((notice) => screen.paint('yellow', notice)),
    screen.paint('bold', head.join(' · ')),
    ...rows.map((row) => `  ${row.join('  ')}`.trimEnd()),
  ]
  return `${lines.join('\n')}\n`
}

function moneyWords({ usd, heldUsd, projectedUsd, usdPerAccepted, state }: Status): string[] {
  const held = heldUsd > 0 ? ` + at most ${dollars(heldUsd)} under way` : ''
  return [
    `${dollars(usd)}${held}`,
    ...(usd > 0 && projectedUsd !== null && state !== 'finished' ? [`projected ${dollars(projectedUsd)}`] : []),
    ...(usdPerAccepted > 0 ? [`${dollars(usdPerAccepted)} an accepted function`] : []),
  ]
}

function doing(own: readonly Recorded[]): string {
  const last = own.findLast(({ entry }) =>
    ['attempt-started', 'agent-ended', 'judged', 'rig-fault'].includes(entry.kind),
  )
  if (last?.entry.kind === 'attempt-started') return 'agent works'
  return last?.entry.kind === 'agent-ended' ? 'being proved' : 'open'
}
