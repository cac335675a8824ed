import type { Phase } from '../lib/phase.ts'
import type { Recorded } from '../record/entry.ts'
import type { Report } from '../report/report.ts'
import type { CpuUse } from './cpu-meter.ts'
import { type Tokens, projectedPrices, projectedUsd } from './prices.ts'
import { type Trajectories, diskMbPerAttempt, trajectoriesIn } from './work-done.ts'

/** What a run took. Other programs rely on these names. */
export interface Measured extends Trajectories {
  readonly wallSeconds: number
  /** Of all processes of the run but the rehearsal model. The phases sum up to it. */
  readonly cpuSeconds: number
  readonly cpuSecondsPerInteraction: number
  readonly cpuSource: string
  /** Part of `cpuSeconds`: of our own process. */
  readonly ownCpuSeconds: number
  readonly rehearsalCpuSeconds: number
  readonly peakRssMb: number
  readonly diskMbPerAttempt: number
  readonly phases: CpuUse['phases']
  readonly tokens: Tokens & { readonly projections: readonly Projection[] }
}

/** What the tokens of this run would cost. A projection: a script played the model. */
export interface Projection {
  readonly model: string
  readonly usd: number
  /** Scaled from this run to the whole catalogue. */
  readonly usdForCatalogue: number
  readonly asOf: string
  readonly source: string
}

export interface Ran {
  readonly report: Report
  readonly recorded: readonly Recorded[]
  readonly runDir: string
  readonly wallSeconds: number
  readonly cpu: CpuUse
  readonly peakMb: number
}

export function measuredIn(ran: Ran, catalogueSize: number): Measured {
  const { report, recorded, runDir, wallSeconds, cpu, peakMb } = ran
  return {
    wallSeconds: tenths(wallSeconds),
    cpuSeconds: hundredths(cpu.cpuSeconds),
    cpuSecondsPerInteraction: hundredths(cpu.cpuSeconds / report.interactions),
    cpuSource: cpu.source,
    ownCpuSeconds: hundredths(cpu.ownCpuSeconds),
    rehearsalCpuSeconds: hundredths(cpu.rehearsalCpuSeconds),
    peakRssMb: Math.round(peakMb),
    diskMbPerAttempt: hundredths(diskMbPerAttempt(runDir)),
    phases: rounded(cpu.phases),
    ...trajectoriesIn(recorded, runDir),
    tokens: tokensOf(report, catalogueSize),
  }
}

function tokensOf({ spend, interactions }: Report, catalogueSize: number): Measured['tokens'] {
  const { inputTokens, outputTokens, cachedTokens } = spend
  const tokens = { inputTokens, outputTokens, cachedTokens }
  const projections = projectedPrices.map((price) => {
    const usd = projectedUsd(tokens, price)
    const { model, asOf, source } = price
    const whole = (usd * catalogueSize) / interactions
    return { model, usd: hundredths(usd), usdForCatalogue: hundredths(whole), asOf, source }
  })
  return { ...tokens, projections }
}

function rounded(phases: CpuUse['phases']): CpuUse['phases'] {
  const entries = Object.entries(phases).map(([phase, { wallSeconds, interactionSeconds, cpuSeconds }]) => [
    phase,
    {
      wallSeconds: tenths(wallSeconds),
      interactionSeconds: tenths(interactionSeconds),
      cpuSeconds: hundredths(cpuSeconds),
    },
  ])
  return Object.fromEntries(entries) as Record<Phase, CpuUse['phases'][Phase]>
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
