import { printable } from '../lib/printable.ts'
import type { Recorded } from '../record/entry.ts'
import type { ConductMark, Exhibit, Named } from '../verify/check.ts'
import { entriesOf } from './entries-of.ts'
import { itemOf, type Item, type ItemAttempt, type ItemCheck } from './item.ts'
import { pausesOf } from './pauses.ts'
import { wrapped, type Screen, type Style } from './screen.ts'
import { spokenSeconds } from './seconds.ts'
import { dollars, standingOf } from './wording.ts'

/** One interaction and one of its attempts, whole. */
export interface Show {
  readonly item: Item
  readonly attempt: ItemAttempt | null
  readonly checks: readonly ItemCheck[]
  readonly marks: readonly Named<ConductMark>[]
}

/** `attempt` is the last judged one unless named. undefined when there is no such interaction or attempt. */
export function showOf(recorded: readonly Recorded[], id: string, attempt?: number): Show | undefined {
  const interaction = entriesOf(recorded, 'planned')
    .flatMap(({ entry }) => entry.interactions)
    .find((each) => each.id === id)
  if (!interaction) return undefined
  const item = itemOf(interaction, recorded, pausesOf(recorded))
  const chosen = attempt === undefined ? item.history.at(-1) : item.history.find((each) => each.attempt === attempt)
  if (attempt !== undefined && !chosen) return undefined
  const verdict = entriesOf(recorded, 'judged').findLast(
    ({ entry }) => entry.interaction === id && entry.attempt === chosen?.attempt,
  )?.entry.verdict
  return { item, attempt: chosen ?? null, checks: verdict?.checks ?? [], marks: verdict?.marks ?? [] }
}

/** For a terminal. `directory` is where the attempt's files are. */
export function showText({ item, attempt, checks, marks }: Show, directory: string, screen: Screen): string {
  const { word, sign, style } = standingOf(item)
  const lines = [
    `${screen.paint(style, sign)} ${screen.paint('bold', printable(item.id))}  ${word}`,
    ...wrapped(printable(item.does), screen, '  '),
    ...item.history.map(
      (each) =>
        `  attempt ${each.attempt}: ${each.artefact}, conduct ${each.conduct}, by ${printable(each.model)}, ${spokenSeconds(each.seconds)}, ${dollars(each.usd)}, ${each.toolCalls} tool calls, ${each.exchanges} exchanges`,
    ),
    ...(attempt === null ? ['  Nothing was judged yet.'] : ['', screen.paint('bold', `attempt ${attempt.attempt}`)]),
    ...marks.flatMap((mark) => resultLines({ sign: '!', style: 'red', word: mark.severity, ...mark }, screen)),
    ...checks.flatMap((check) => resultLines({ ...outcomes[check.outcome], word: check.outcome, ...check }, screen)),
    ...(attempt === null ? [] : ['', `files: ${printable(directory)}`]),
  ]
  return `${lines.join('\n')}\n`
}

const outcomes: Record<ItemCheck['outcome'], { sign: string; style: Style }> = {
  held: { sign: '✓', style: 'green' },
  broken: { sign: '✗', style: 'red' },
  undecided: { sign: '?', style: 'yellow' },
  exempt: { sign: '–', style: 'dim' },
}

interface Result {
  readonly sign: string
  readonly style: Style
  readonly check: string
  readonly word: string
  readonly because?: string
  readonly exhibits?: readonly Exhibit[]
}

function resultLines({ sign, style, check, word, because, exhibits = [] }: Result, screen: Screen): string[] {
  const reason = because === undefined ? '' : `: ${printable(because)}`
  const text = wrapped(`${sign} ${printable(check)} ${word}${reason}`, screen, '  ', '    ')
  return [
    ...text.map((line) => line.replace(`  ${sign}`, `  ${screen.paint(style, sign)}`)),
    ...exhibits.map((exhibit) => screen.paint('dim', `      ${exhibitText(exhibit)}`)),
  ]
}

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
