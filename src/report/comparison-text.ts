import { printable } from '../lib/printable.ts'
import type { Comparison, Measure, MeasureName } from './comparison.ts'
import { aligned, type Screen, wrapped } from './screen.ts'
import { spokenSeconds } from './seconds.ts'
import { counted, dollars } from './wording.ts'

/** A comparison, for a terminal. */
export function comparisonText(comparison: Comparison, screen: Screen): string {
  const lines = [
    ...noticeLines(comparison, screen),
    ...wrapped(
      `A: ${runsOf(comparison.a)} · B: ${runsOf(comparison.b)} · ${counted(comparison.pairs, 'interaction')} settled in both`,
      screen,
    ).map((line) => screen.paint('bold', line)),
    ...comparison.differIn.map(({ what, a, b }) => `  ${what}: ${printable(a, 200)} → ${printable(b, 200)}`),
    '',
    ...measureLines(comparison.measures, screen),
    '',
    ...conclusionLines(comparison, screen),
    ...changedLines(comparison, screen),
    ...leftOutLines(comparison, screen),
  ]
  return `${lines.join('\n')}\n`
}

function runsOf({ runs }: Comparison['a']): string {
  return runs.map((run) => printable(run)).join(', ')
}

function noticeLines({ a, b }: Comparison, screen: Screen): string[] {
  return [...new Set([...a.notices, ...b.notices])].flatMap((notice) =>
    wrapped(notice, screen).map((line) => screen.paint('yellow', line)),
  )
}

const words: Readonly<Record<MeasureName, string>> = {
  accepted: 'accepted',
  attempts: 'attempts',
  inputTokens: 'tokens in',
  outputTokens: 'tokens out',
  usd: 'money',
  seconds: 'time',
}

function measureLines(measures: readonly Measure[], screen: Screen): string[] {
  const head = ['  an interaction', 'A', 'B', 'B less A', '95 % interval', 'p', '']
  const rows = aligned([head, ...measures.map(measureCells)])
  return rows.map((row, index) => {
    const line = row.join('   ').trimEnd()
    if (index === 0) return screen.paint('dim', line)
    return measures[index - 1]?.shown ? screen.paint('green', line) : line
  })
}

function measureCells({ measure, a, b, difference, low, high, pAmongAll, shown }: Measure): string[] {
  const plain = (value: number) => amount(measure, value)
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${amount(measure, Math.abs(value))}`
  return [
    `  ${words[measure]}`,
    plain(a),
    plain(b),
    signed(difference),
    `${signed(low)} to ${signed(high)}`,
    pAmongAll < 0.001 ? '< 0.001' : pAmongAll.toFixed(3),
    shown ? 'a difference' : 'no difference shown',
  ]
}

function amount(measure: MeasureName, value: number): string {
  switch (measure) {
    case 'accepted':
      return `${(value * 100).toFixed(0)} %`
    case 'attempts':
      return value.toFixed(2)
    case 'inputTokens':
    case 'outputTokens':
      return Math.round(value).toLocaleString('en')
    case 'usd':
      return dollars(value)
    case 'seconds':
      return spokenSeconds(value)
  }
}

/** Below eight pairs that differ, six measures asked at once cannot say "less than one in twenty" whatever they show. */
const fewest = 8

function conclusionLines({ measures, pairs }: Comparison, screen: Screen): string[] {
  const shown = measures.filter((each) => each.shown)
  const few =
    pairs < fewest ? ` With ${counted(pairs, 'pair')} none can be: compare ${fewest} interactions or more.` : ''
  if (shown.length === 0) return wrapped(`No difference shown.${few}`, screen)
  const said = shown.map(({ measure, difference }) => `${difference < 0 ? 'less' : 'more'} ${words[measure]}`)
  const machine = shown.some(({ measure }) => measure === 'seconds')
    ? ' Time is also the machine’s: what else ran on it, nobody recorded.'
    : ''
  return wrapped(`B has ${said.join(', ')}.${machine}`, screen)
}

/** Which interactions only one side brought to an end. */
function changedLines({ items }: Comparison, screen: Screen): string[] {
  const list = (what: string, ids: readonly string[]) =>
    ids.length === 0 ? [] : wrapped(`${what}: ${ids.map((id) => printable(id)).join(', ')}`, screen, '', '  ')
  return [
    ...list(
      'more often accepted in A',
      items.flatMap(({ id, a, b }) => (a.accepted > b.accepted ? [id] : [])),
    ),
    ...list(
      'more often accepted in B',
      items.flatMap(({ id, a, b }) => (b.accepted > a.accepted ? [id] : [])),
    ),
  ]
}

function leftOutLines({ leftOut }: Comparison, screen: Screen): string[] {
  const byReason = Map.groupBy(leftOut, ({ because }) => because)
  return [...byReason].flatMap(([because, each]) =>
    wrapped(`not compared, ${because}: ${each.map(({ id }) => printable(id)).join(', ')}`, screen, '', '  ').map(
      (line) => screen.paint('dim', line),
    ),
  )
}
