import { printable } from '../lib/printable.ts'
import type { Finding } from '../trace/finding.ts'
import type { ChainLink, RootCause } from '../trace/root/root-cause.ts'
import { caughtText } from './summary-text.ts'
import type { Item, ItemAttempt } from './item.ts'
import { wrapped, type Screen } from './screen.ts'
import { standingOf } from './wording.ts'

/** Why an interaction's attempts were not accepted: of each the way from the first cause to the final error. */
export function whyText(item: Item, screen: Screen): string {
  const { word, sign, style } = standingOf(item)
  const attempts = item.history.filter((attempt) => attempt.caught.length > 0 || of(item, attempt).length > 0)
  const lines = [
    `${screen.paint(style, sign)} ${screen.paint('bold', printable(item.id))}  ${word}`,
    ...(item.because === undefined ? [] : wrapped(printable(item.because), screen, '  ')),
    ...attempts.flatMap((attempt) => ['', ...attemptLines(item, attempt, screen)]),
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

function attemptLines(item: Item, attempt: ItemAttempt, screen: Screen): string[] {
  const findings = of(item, attempt)
  const root = item.roots.find((each) => each.attempt === attempt.attempt)
  const missing = item.missing.filter((each) => each.attempt === attempt.attempt)
  return [
    screen.paint('bold', `  attempt ${attempt.attempt}: ${attempt.artefact}, conduct ${attempt.conduct}`),
    ...(root ? storyLines(root, findings, screen) : signLines(findings, screen)),
    ...attempt.caught.flatMap((caught) => wrapped(`caught by ${caughtText(caught)}`, screen, '    ', '      ')),
    ...(root ? [] : symptomLines(findings, screen)),
    ...missing.flatMap(({ what }) => wrapped(`not known: ${printable(what, 300)}`, screen, '    ', '      ')),
  ]
}

const roles: Readonly<Record<ChainLink['role'], string>> = {
  root: 'root cause',
  misreading: 'misread',
  workaround: 'then',
  symptom: 'symptom',
}

/** Root, misreading, workaround, and last what one sees first: the final error. */
export function storyLines(root: RootCause, findings: readonly Finding[], screen: Screen): string[] {
  const { kind, owner, confidence, explains, chain, counterfactual } = root
  const known = new Set(chain.map(({ turn }) => turn))
  const also = findings.filter(({ signal, turn }) => signal !== 'symptom' && !known.has(turn))
  const whose = `${kind}, ${owner}'s, confidence ${confidence}`
  const links = chain.flatMap((link) => {
    const name = `${roles[link.role]}, turn ${link.turn}${link.role === 'root' ? ` (${whose})` : ''}`
    return toldLines(name, link, screen)
  })
  return [
    ...links,
    ...also.flatMap((each) => toldLines(`also, turn ${each.turn} (${each.signal}, ${each.owner})`, each, screen)),
    ...wrapped(`it explains ${printable(explains.join(', '), 300)}`, screen, '    ', '      '),
    ...wrapped(`what should differ: ${printable(counterfactual, 300)}`, screen, '    ', '      '),
  ]
}

/** Where no root cause was found: single signs, the first one first. */
export function signLines(findings: readonly Finding[], screen: Screen): string[] {
  const causes = findings.filter(({ signal }) => signal !== 'symptom')
  if (causes.length === 0) return ['    The trace names no cause.']
  return causes.flatMap((finding, index) => {
    const { signal, owner, turn } = finding
    return toldLines(`${index === 0 ? 'first cause' : 'then'}, turn ${turn} (${signal}, ${owner})`, finding, screen)
  })
}

/** The final error, by itself. */
export function symptomLines(findings: readonly Finding[], screen: Screen): string[] {
  return findings
    .filter(({ signal }) => signal === 'symptom')
    .flatMap((finding) => toldLines(`symptom, turn ${finding.turn}`, finding, screen))
}

function toldLines(name: string, { because, quote }: Pick<Finding, 'because' | 'quote'>, screen: Screen): string[] {
  const quoted = quote === '' ? [] : wrapped(`“${printable(quote, 400)}”`, screen, '      ')
  return [
    ...wrapped(`${name}: ${printable(because, 300)}`, screen, '    ', '      '),
    ...quoted.map((line) => screen.paint('dim', line)),
  ]
}
