import { printable } from '../lib/printable.ts'
import type { Finding } from '../trace/finding.ts'
import { caughtText } from './summary-text.ts'
import type { Item, ItemAttempt } from './item.ts'
import { wrapped, type Screen } from './screen.ts'
import { standingOf } from './wording.ts'

/** Why an interaction's attempts were not accepted: per attempt the first cause with its quote, the final error last. */
export function whyText(item: Item, screen: Screen): string {
  const { word, sign, style } = standingOf(item)
  const attempts = item.history.filter((attempt) => attempt.caught.length > 0 || of(item, attempt).length > 0)
  const lines = [
    `${screen.paint(style, sign)} ${screen.paint('bold', printable(item.id))}  ${word}`,
    ...(item.because === undefined ? [] : wrapped(printable(item.because), screen, '  ')),
    ...attempts.flatMap((attempt) => ['', ...attemptLines(attempt, of(item, attempt), screen)]),
    ...item.rigFaults.flatMap((fault) => [
      '',
      ...wrapped(`Our side failed, which counts for nothing: ${printable(fault)}`, screen, '  '),
    ]),
    ...(attempts.length === 0 && item.rigFaults.length === 0 ? ['  Nothing spoke against any attempt.'] : []),
  ]
  return `${lines.join('\n')}\n`
}

function of({ findings }: Item, { attempt }: ItemAttempt): Finding[] {
  return findings.filter((finding) => finding.attempt === attempt)
}

function attemptLines(attempt: ItemAttempt, findings: readonly Finding[], screen: Screen): string[] {
  const causes = findings.filter(({ signal }) => signal !== 'symptom')
  const symptoms = findings.filter(({ signal }) => signal === 'symptom')
  return [
    screen.paint('bold', `  attempt ${attempt.attempt}: ${attempt.artefact}, conduct ${attempt.conduct}`),
    ...causes.flatMap((finding, index) => findingLines(finding, index === 0 ? 'first cause' : 'then', screen)),
    ...(causes.length === 0 ? ['    The trace names no cause.'] : []),
    ...attempt.caught.flatMap((caught) => wrapped(`caught by ${caughtText(caught)}`, screen, '    ', '      ')),
    ...symptoms.flatMap((finding) => findingLines(finding, 'symptom', screen)),
  ]
}

function findingLines({ signal, owner, turn, because, quote }: Finding, rank: string, screen: Screen): string[] {
  const name = signal === 'symptom' ? `${rank}, turn ${turn}` : `${rank}, turn ${turn} (${signal}, ${owner})`
  const quoted = quote === '' ? [] : wrapped(`“${printable(quote, 400)}”`, screen, '      ')
  return [
    ...wrapped(`${name}: ${printable(because, 300)}`, screen, '    ', '      '),
    ...quoted.map((line) => screen.paint('dim', line)),
  ]
}
