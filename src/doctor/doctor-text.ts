import { printable } from '../lib/printable.ts'
import { counted } from '../report/wording.ts'
import { type Screen, type Style, wrapped } from '../report/screen.ts'
import type { Finding } from './look.ts'

const marks: Readonly<Record<Finding['outcome'], { readonly mark: string; readonly style: Style }>> = {
  good: { mark: '✓', style: 'green' },
  note: { mark: '·', style: 'yellow' },
  mend: { mark: '✗', style: 'red' },
  'not-looked': { mark: '?', style: 'dim' },
}

const longest = 2_000

/** One finding, and below it what mends it. */
export function findingText({ about, outcome, says, fix }: Finding, screen: Screen): string {
  const { mark, style } = marks[outcome]
  const [first = '', ...rest] = wrapped(
    `${printable(about, 60).padEnd(widest)} ${printable(says, longest)}`,
    { ...screen, columns: screen.columns - 2 },
    '',
    ' '.repeat(widest + 1),
  )
  const lines = [`${screen.paint(style, mark)} ${first}`, ...rest.map((line) => `  ${line}`)]
  // Not broken into lines: it is there to be copied.
  const mending = fix === undefined ? [] : fix.split('\n').map((line) => `      ${printable(line, longest)}`)
  if (mending[0] !== undefined) mending[0] = `    ${screen.paint('bold', '→')} ${mending[0].trim()}`
  return `${[...lines, ...mending].join('\n')}\n`
}

const widest = 12

export function summaryOf(findings: readonly Finding[]): string {
  const count = (outcome: Finding['outcome']) => findings.filter((each) => each.outcome === outcome).length
  const toMend = count('mend')
  return toMend === 0
    ? 'Ready: agents can be started here.\n'
    : `${counted(toMend, 'thing')} to mend before agents can be started here.\n`
}
