import { structuredPatch } from 'diff'
import type { Exchange } from '../gateway/exchange.ts'
import { printable } from '../lib/printable.ts'
import type { Exhibit } from '../verify/check.ts'
import type { HandCall } from '../workspace/hand-call.ts'
import type { Screen } from './screen.ts'

/** What can still be read of a judged attempt: its source, and both recordings. What is missing or damaged is left out. */
export interface AttemptLeft {
  /** Text of the source that was judged. */
  readonly source?: string
  readonly calls: readonly HandCall[]
  readonly exchanges: { readonly agent: readonly Exchange[]; readonly verifier: readonly Exchange[] }
}

/** One exchange on one line. */
function exchangeLine({ seq, method, url, status, responseBytes, madeBy }: Exchange): string {
  const made = madeBy === undefined ? '' : ` (by the gateway: ${madeBy})`
  const answer = status === 0 ? 'no answer' : `${status}, ${responseBytes} bytes`
  return `${String(seq).padStart(4)}  ${printable(`${method} ${url}`, 160)} → ${answer}${made}`
}

/** What an exhibit points at, as far as it is left. */
export function exhibitLines(exhibit: Exhibit, left: AttemptLeft): string[] {
  if (exhibit.kind === 'exchange') return exchangeExhibit(exhibit, left)
  const call = exhibit.kind === 'call' ? left.calls.find(({ seq }) => seq === exhibit.seq) : undefined
  return call
    ? [`${exhibitText(exhibit)}: ${call.tool} ${printable(JSON.stringify(call.args), 160)}`]
    : [exhibitText(exhibit)]
}

/** An exchange, with the beginning of its answer. */
function exchangeExhibit(exhibit: Extract<Exhibit, { kind: 'exchange' }>, left: AttemptLeft): string[] {
  const found = left.exchanges[exhibit.of].find(({ seq }) => seq === exhibit.seq)
  if (!found) return [exhibitText(exhibit)]
  return [
    `${exhibitText(exhibit)}: ${exchangeLine(found)
      .trim()
      .replace(/^\d+\s+/, '')}`,
    ...(found.responseBody === '' ? [] : [`  ${printable(found.responseBody, 160)}`]),
  ]
}

/** All that was asked of the API, by whom; Nango's own routes and reference pages aside. */
export function exchangesText({ exchanges }: AttemptLeft, screen: Screen): string[] {
  return (['agent', 'verifier'] as const).flatMap((who) => {
    const asked = exchanges[who].filter(({ kind }) => kind === 'proxy')
    if (asked.length === 0) return []
    return [
      '',
      screen.paint('bold', `exchanges of the ${who}`),
      ...asked.slice(0, mostLines).map(exchangeLine),
      ...more(asked.length),
    ]
  })
}

const mostLines = 60

function more(lines: number): string[] {
  return lines > mostLines ? [`      and ${lines - mostLines} more`] : []
}

/** The source, with the lines that an exhibit points at marked. */
export function sourceText(source: string, exhibits: readonly Exhibit[], screen: Screen): string[] {
  const pointedAt = new Set(exhibits.flatMap((exhibit) => (exhibit.kind === 'source' ? [exhibit.line] : [])))
  const lines = source.replace(/\n$/, '').split('\n')
  return [
    '',
    screen.paint('bold', 'source'),
    ...lines.map((line, index) => {
      const text = `${String(index + 1).padStart(4)}  ${shown(line)}`
      return pointedAt.has(index + 1) ? screen.paint('red', text) : text
    }),
  ]
}

/** What an attempt's source has other than the one before it. */
export function differenceText(before: string, after: string, screen: Screen): string[] {
  const { hunks } = structuredPatch('before', 'after', before, after, '', '', { context: 2 })
  if (hunks.length === 0) return ['', 'The same source as in the attempt before.']
  const lines = hunks.flatMap((hunk) => [`@@ line ${hunk.newStart}`, ...hunk.lines])
  const style = (line: string) => (line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : 'dim')
  return [
    '',
    screen.paint('bold', 'difference from the attempt before'),
    ...lines.map((line) => screen.paint(style(line), shown(line))),
  ]
}

/** Tabs stay, for they are how code is indented; what else an agent wrote is made safe. */
function shown(line: string): string {
  return line
    .split('\t')
    .map((part) => printable(part, 400))
    .join('    ')
}

/** An exhibit by its name alone. */
export function exhibitText(exhibit: Exhibit): string {
  switch (exhibit.kind) {
    case 'exchange':
      return `exchange ${exhibit.seq} of the ${exhibit.of}`
    case 'source':
      return `line ${exhibit.line}: ${printable(exhibit.quote, 200)}`
    case 'call':
      return `tool call ${exhibit.seq}`
    case 'text':
      return `“${printable(exhibit.quote, 300)}”`
  }
}
