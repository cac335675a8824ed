import { printable } from '../lib/printable.ts'
import type { Interaction } from '../plan/interaction.ts'
import type { Recorded } from '../record/entry.ts'
import type { ConductMark, Exhibit, Named } from '../verify/check.ts'
import type { Mutation } from '../verify/mutation.ts'
import type { NeverReached } from '../verify/replay/never-reached.ts'
import { entriesOf } from './entries-of.ts'
import { itemOf, type Item, type ItemAttempt, type ItemCheck } from './item.ts'
import { pausesOf } from './pauses.ts'
import { wrapped, type Screen, type Style } from './screen.ts'
import { spokenSeconds } from './seconds.ts'
import { seenText } from './show-seen.ts'
import { type AttemptLeft, differenceText, exchangesText, exhibitLines, sourceText } from './show-left.ts'
import { dollars, standingOf } from './wording.ts'

/** One interaction and one of its attempts, whole. */
export interface Show {
  readonly interaction: Interaction
  readonly item: Item
  readonly attempt: ItemAttempt | null
  readonly checks: readonly ItemCheck[]
  readonly marks: readonly Named<ConductMark>[]
  /** How many faulty copies its tests noticed. */
  readonly mutation: Mutation | null
  /** What no run and no playing came to. */
  readonly neverReached: NeverReached | null
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
  const { checks = [], marks = [], mutation = null, neverReached = null } = verdict ?? {}
  return { interaction, item, attempt: chosen ?? null, checks, marks, mutation, neverReached }
}

/** What there is beside the record, of the attempt and of the one before it. */
export interface ShowFiles {
  /** Where the attempt's files are. */
  readonly directory: string
  readonly left: AttemptLeft
  readonly before?: AttemptLeft
}

/** For a terminal. */
export function showText({ item, attempt, checks, marks, ...seen }: Show, files: ShowFiles, screen: Screen): string {
  const { directory, left } = files
  const { word, sign, style } = standingOf(item)
  const lines = [
    `${screen.paint(style, sign)} ${screen.paint('bold', printable(item.id))}  ${word}`,
    ...wrapped(printable(item.does), screen, '  '),
    ...item.history.map(
      (each) =>
        `  attempt ${each.attempt}: ${each.artefact}, conduct ${each.conduct}, by ${printable(each.model)}, ${spokenSeconds(each.seconds)}, ${dollars(each.usd)}, ${each.toolCalls} tool calls, ${each.exchanges} exchanges`,
    ),
    ...(attempt === null ? ['  Nothing was judged yet.'] : ['', screen.paint('bold', `attempt ${attempt.attempt}`)]),
    ...marks.flatMap((mark) => resultLines({ sign: '!', style: 'red', word: mark.severity, ...mark }, left, screen)),
    ...checks.flatMap((check) =>
      resultLines({ ...outcomes[check.outcome], word: check.outcome, ...check }, left, screen),
    ),
    ...seenText(seen, screen),
    ...(attempt === null
      ? []
      : [...filesText(files, [...checks, ...marks], screen), '', `files: ${printable(directory)}`]),
  ]
  return `${lines.join('\n')}\n`
}

function filesText(
  { left, before }: ShowFiles,
  results: readonly { readonly exhibits?: readonly Exhibit[] }[],
  screen: Screen,
): string[] {
  const exhibits = results.flatMap(({ exhibits: each = [] }) => each)
  const { source } = left
  if (source === undefined) return exchangesText(left, screen)
  return [
    ...exchangesText(left, screen),
    ...sourceText(source, exhibits, screen),
    ...(before?.source === undefined ? [] : differenceText(before.source, source, screen)),
  ]
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

function resultLines(
  { sign, style, check, word, because, exhibits = [] }: Result,
  left: AttemptLeft,
  screen: Screen,
): string[] {
  const reason = because === undefined ? '' : `: ${printable(because)}`
  const text = wrapped(`${sign} ${printable(check)} ${word}${reason}`, screen, '  ', '    ')
  return [
    ...text.map((line) => line.replace(`  ${sign}`, `  ${screen.paint(style, sign)}`)),
    ...exhibits.flatMap((exhibit) => exhibitLines(exhibit, left)).map((line) => screen.paint('dim', `      ${line}`)),
  ]
}
