import { printable } from '../lib/printable.ts'
import { leakLines } from '../report/leak-lines.ts'
import { type Screen, aligned, wrapped } from '../report/screen.ts'
import { spokenSeconds } from '../report/seconds.ts'
import type { FunctionProof, ProjectProof } from './project-proof.ts'

/** A proof of a project, for a terminal. Whatever others wrote is escaped. */
export function proofText(proof: ProjectProof, screen: Screen): string {
  const { accepted, rejected, undecided } = proof.artefact
  const lines = [
    screen.paint(
      'bold',
      `${printable(proof.project)} · ${proof.functions} functions · ${spokenSeconds(proof.seconds)}`,
    ),
    '',
    ...itemLines(proof.items, screen),
    ...skippedLines(proof, screen),
    '',
    ...leakLines(proof.leaks, 'assay verify --json', screen),
    screen.paint('bold', `${accepted} accepted · ${rejected} rejected · ${undecided} undecided${skippedWord(proof)}`),
  ]
  return `${lines.join('\n')}\n`
}

function skippedLines({ skipped }: ProjectProof, screen: Screen): string[] {
  const rows = aligned(skipped.map(({ id, because }) => ['–', printable(id), 'skipped', printable(because)]))
  return rows.map((row) => screen.paint('dim', row.join('  ')))
}

function skippedWord({ skipped }: ProjectProof): string {
  return skipped.length > 0 ? ` · ${skipped.length} skipped` : ''
}

const signs = { accepted: ['✔', 'green'], rejected: ['✘', 'red'], undecided: ['?', 'yellow'] } as const

function itemLines(items: readonly FunctionProof[], screen: Screen): string[] {
  const rows = aligned(
    items.map(({ artefact, id, evidence }) => [signs[artefact][0], printable(id), artefact, evidence ?? '']),
  )
  return items.flatMap((item, index) => [
    screen.paint(signs[item.artefact][1], (rows[index] ?? []).join('  ').trimEnd()),
    ...noteLines(item, screen),
  ])
}

function noteLines({ says, edited, because, checks, due = [] }: FunctionProof, screen: Screen): string[] {
  const indented = (text: string) => wrapped(printable(text, 1_500), screen, '     ', '       ')
  const quotes = checks.flatMap((check) =>
    check.outcome === 'broken' ? check.exhibits.flatMap((exhibit) => ('quote' in exhibit ? [exhibit.quote] : [])) : [],
  )
  return [
    ...(says === undefined ? [] : indented(says)),
    ...(due.length > 0 ? indented(`proved now: ${due.join('; ')}`) : []),
    ...(edited.length > 0 ? indented(`edited since proved: ${edited.join(', ')}`) : []),
    ...because.flatMap(indented),
    ...quotes.slice(0, 3).flatMap((quote) => indented(`> ${quote.slice(0, 500)}`)),
  ]
}
