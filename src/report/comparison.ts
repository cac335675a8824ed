import { UserError } from '../lib/user-error.ts'
import type { Item } from './item.ts'
import { holm, mean, type Paired, paired } from './paired.ts'
import type { Report } from './report.ts'

/** Two sides, each one run or several of the same inputs, over the interactions that both settled. */
export interface Comparison {
  readonly a: Side
  readonly b: Side
  /** What else than chance they may differ by, as far as the records say. */
  readonly differIn: readonly { readonly what: string; readonly a: string; readonly b: string }[]
  /** How many interactions are compared. */
  readonly pairs: number
  readonly measures: readonly Measure[]
  /** Whether any measure shows a difference. */
  readonly differs: boolean
  readonly items: readonly { readonly id: string; readonly a: Figures; readonly b: Figures }[]
  /** In one of the runs only, or not settled in each, or asked in other words: not compared. */
  readonly leftOut: readonly { readonly id: string; readonly because: string }[]
}

export interface Side {
  readonly runs: readonly string[]
  readonly notices: readonly string[]
}

export interface Measure extends Paired {
  readonly measure: MeasureName
  /** `p` as it counts beside the other measures (Holm); below 0.05 it is taken for a difference. */
  readonly pAmongAll: number
  readonly shown: boolean
}

/** Of one interaction, the mean over a side's runs. `accepted` is 0 or 1 in each of them. */
export type Figures = Readonly<Record<MeasureName, number>>

export type MeasureName = (typeof measureNames)[number]
const measureNames = ['accepted', 'attempts', 'inputTokens', 'outputTokens', 'usd', 'seconds'] as const

/** Throws a `UserError` when there is nothing that both sides settled. */
export function comparisonOf(a: readonly Report[], b: readonly Report[]): Comparison {
  const ids = [...new Set([...a, ...b].flatMap(({ items }) => items.map(({ id }) => id)))]
  const found = ids.map((id) => ({ id, a: itemsIn(a, id), b: itemsIn(b, id) }))
  const leftOut = found.flatMap((each) => {
    const because = unfit(each.a, each.b)
    return because === undefined ? [] : [{ id: each.id, because }]
  })
  const isOut = new Set(leftOut.map(({ id }) => id))
  const items = found.flatMap((each) =>
    isOut.has(each.id) ? [] : [{ id: each.id, a: figuresOf(each.a), b: figuresOf(each.b) }],
  )
  if (items.length === 0) {
    throw new UserError(
      `Nothing can be compared: no interaction is settled both in ${namesOf(a)} and in ${namesOf(b)}.`,
      'Name two runs of one spec that came to their ends: assay status RUN shows how far one is, assay resume RUN goes on with it.',
    )
  }
  const measures = measuresOf(items)
  return {
    a: sideOf(a),
    b: sideOf(b),
    differIn: differences(a, b),
    pairs: items.length,
    measures,
    differs: measures.some(({ shown }) => shown),
    items,
    leftOut,
  }
}

function sideOf(reports: readonly Report[]): Side {
  return {
    runs: reports.map(({ run }) => run),
    notices: [...new Set(reports.flatMap(({ notices }) => notices))],
  }
}

function namesOf(reports: readonly Report[]): string {
  return reports.map(({ run }) => run).join(', ')
}

function itemsIn(reports: readonly Report[], id: string): (Item | undefined)[] {
  return reports.map(({ items }) => items.find((item) => item.id === id))
}

type Found = readonly (Item | undefined)[]

function unfit(a: Found, b: Found): string | undefined {
  const all = [...a, ...b]
  if (a.includes(undefined)) return b.includes(undefined) ? 'not in every run' : 'only in B'
  if (b.includes(undefined)) return 'only in A'
  const asked = new Set(all.map((item) => `${item?.kind} ${item?.does}`))
  if (asked.size > 1) return 'it was asked in other words'
  if (all.some((item) => item?.outcome === 'reused')) return 'not built in every run: a proof of earlier was reused'
  if (all.some((item) => item?.outcome === 'in-the-way'))
    return "not built in every run: a person's file was in its place"
  const open = all.find((item) => item?.outcome === null || item?.outcome === 'faulted')
  return open && `not settled in every run: ${open.outcome === null ? 'open' : 'our side failed'}`
}

function figuresOf(items: Found): Figures {
  const over = (figure: (item: Item) => number) => mean(items.flatMap((item) => (item ? [figure(item)] : [])))
  return {
    accepted: over(({ outcome }) => Number(outcome === 'accepted')),
    attempts: over(({ history }) => history.length),
    inputTokens: over(({ inputTokens }) => inputTokens),
    outputTokens: over(({ outputTokens }) => outputTokens),
    usd: over(({ usd }) => usd),
    seconds: over(({ seconds }) => seconds),
  }
}

function measuresOf(items: Comparison['items']): Measure[] {
  const of = measureNames.map((measure) => ({
    measure,
    ...paired(
      items.map(({ a, b }) => ({ a: a[measure], b: b[measure] })),
      { bounded: measure === 'accepted' },
    ),
  }))
  const among = holm(of.map(({ p }) => p))
  return of.map((each, index) => {
    const pAmongAll = among[index] ?? 1
    return { ...each, pAmongAll, shown: pAmongAll < 0.05 }
  })
}

function differences(a: readonly Report[], b: readonly Report[]): Comparison['differIn'] {
  const facts: readonly [string, (report: Report) => unknown][] = [
    ['model', ({ model }) => model],
    ['upstream', ({ upstream }) => upstream],
    ['guardrails', ({ guardrails }) => guardrails],
    ['sandbox', ({ sandbox }) => sandbox],
    ['skills', ({ skills }) => marksOf(skills)],
    ['prompts', ({ promptsSha256 }) => promptsSha256?.slice(0, 12) ?? 'not recorded'],
    ['seed', ({ seed }) => seed],
    ['concurrency', ({ concurrency }) => concurrency],
    ['agentsPerServer', ({ agentsPerServer }) => agentsPerServer],
    ['assay', ({ versions }) => versions.assay],
    ['opencode', ({ versions }) => versions.opencode],
    ['nango', ({ versions }) => versions.nango],
  ]
  return facts.flatMap(([what, of]) => {
    const said = (reports: readonly Report[]) => [...new Set(reports.map((report) => String(of(report))))].join(', ')
    return said(a) === said(b) ? [] : [{ what, a: said(a), b: said(b) }]
  })
}

function marksOf(skills: Report['skills']): string {
  return skills?.map(({ name, sha256 }) => `${name} ${sha256.slice(0, 12)}`).join(' and ') ?? 'none'
}
