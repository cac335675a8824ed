import type { Controls } from '../plant-controls.ts'
import { type Phase, phases } from '../lib/phase.ts'
import type { Report } from '../report/report.ts'
import { printable } from '../lib/printable.ts'
import { type Screen, aligned, wrapped } from '../report/screen.ts'
import { spokenSeconds } from '../report/seconds.ts'
import { counted, dollars, spokenDensity } from '../report/wording.ts'
import type { Measured } from './bench-report.ts'

/** What `assay bench --json` prints. */
export interface Benched extends Report, Measured {
  readonly controls: Controls
  /** The same interactions without what is kept warm. */
  readonly baseline?: Baseline
}

export interface Baseline extends Measured, Pick<Report, 'run' | 'artefact' | 'conduct' | 'attempts'> {}

/** What a bench found, for a terminal. */
export function benchText(report: Benched, screen: Screen): string {
  const lines = [
    ...report.notices.flatMap((notice) => wrapped(notice, screen).map((line) => screen.paint('yellow', line))),
    '',
    screen.paint('bold', headLine(report)),
    ...measuredLines(report),
    '',
    ...controlLines(report.controls, screen),
    ...(report.baseline ? baselineLines(report, report.baseline) : []),
    '',
    ...report.integrations.map(({ api, functions, compiled, tests }) => {
      const state = compiled ? `compiled, ${tests.passed} tests passed, ${tests.failed} failed` : 'does not compile'
      return `${api}: ${counted(functions, 'function')}, ${state}`
    }),
  ]
  return `${lines.join('\n')}\n`
}

function headLine({ run, interactions, attempts, artefact, ...facts }: Report): string {
  const { accepted, rejected, blocked, undecided, pending } = artefact
  const rest = Object.entries({ rejected, blocked, undecided, pending })
    .filter(([, count]) => count > 0)
    .map(([word, count]) => ` · ${count} ${word}`)
    .join('')
  return `run ${run} · ${accepted} of ${interactions} accepted${rest} · ${counted(attempts, 'attempt')} · ${spokenDensity(facts)}`
}

function measuredLines(measured: Measured): string[] {
  const { wallSeconds, cpuSeconds, cpuSecondsPerInteraction, rehearsalCpuSeconds, tokens } = measured
  const rows = aligned([
    ['wall', spokenSeconds(wallSeconds)],
    ['CPU', `${cpuSeconds.toFixed(0)} s, ${cpuSecondsPerInteraction} s an interaction`],
    ['', `(${measured.cpuSource}; without the rehearsal model's ${rehearsalCpuSeconds.toFixed(0)} s)`],
    ...phases.map((phase) => ['', phaseText(phase, measured)]),
    ['memory', `${measured.peakRssMb} MB at most`],
    ['disk', `${measured.diskMbPerAttempt} MB an attempt`],
    ['way', wayText(measured)],
    [
      'tokens',
      `${spoken(tokens.inputTokens)} in (${spoken(tokens.cachedTokens)} cached), ${spoken(tokens.outputTokens)} out`,
    ],
    ...tokens.projections.map(({ model, usd, usdForCatalogue, asOf }) => [
      '',
      `projected ${dollars(usd)}, ${dollars(usdForCatalogue)} for the catalogue, by the list of ${model} of ${asOf}`,
    ]),
  ])
  return rows.map((cells) => cells.join('  ').trimEnd())
}

function phaseText(phase: Phase, { phases: uses, cpuSeconds }: Measured): string {
  const use = uses[phase]
  const part = cpuSeconds === 0 ? 0 : Math.round((use.cpuSeconds / cpuSeconds) * 100)
  return `${phase.padEnd(8)} ${use.cpuSeconds.toFixed(1)} CPU s (${part} %), ${spokenSeconds(use.wallSeconds)}`
}

function wayText({ toolCalls, turns, inputTokens }: Measured): string {
  return `${toolCalls.p50} tool calls (p90 ${toolCalls.p90}), ${turns.p50} turns (p90 ${turns.p90}), ${spoken(inputTokens.p50)} tokens in (p90 ${spoken(inputTokens.p90)})`
}

function spoken(count: number): string {
  return count < 10_000 ? String(count) : `${(count / 1e6).toFixed(count < 1e6 ? 3 : 1)} M`
}

function controlLines({ wanted, planted, caught, twins, each }: Controls, screen: Screen): string[] {
  const missed = each.flatMap((control) =>
    control.kind === 'planted' && !control.caught
      ? [screen.paint('red', `MISSED: ${control.interaction} with ${control.mutant} was ${control.by.join(', ')}`)]
      : [],
  )
  return [
    `controls: ${planted} planted of ${wanted} wanted, ${caught} caught; ${counted(twins.sent, 'function')} sent the same way unchanged, ${twins.accepted} accepted`,
    ...missed,
    ...twins.refused.map(({ interaction, taken, because }) =>
      screen.paint(
        'red',
        `${interaction} unchanged was ${taken}, so controls say nothing: ${printable(because.join('; '))}`,
      ),
    ),
  ]
}

function baselineLines(report: Benched, baseline: Baseline): string[] {
  const ratio = baseline.cpuSeconds / report.cpuSeconds
  const { accepted } = baseline.artefact
  return [
    `plainly: ${ratio.toFixed(1)} times the CPU, ${baseline.cpuSecondsPerInteraction} s an interaction; ${spokenSeconds(baseline.wallSeconds)}, ${baseline.peakRssMb} MB at most; ${accepted} of ${report.interactions} accepted`,
  ]
}
