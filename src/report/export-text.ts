import { printable } from '../lib/printable.ts'
import type { Traced } from '../trace/trace.ts'
import { type Screen, wrapped } from './screen.ts'
import { signLines, storyLines, symptomLines } from './why-text.ts'
import { counted } from './wording.ts'

/** What went wrong in an exported session, as far as the export tells. */
export interface ExportStory extends Traced {
  readonly session: {
    readonly id: string
    readonly title: string
    readonly directory: string
    readonly model: string
    /** Messages of the agent, and its tool calls. */
    readonly turns: number
    readonly calls: number
  }
}

export function exportText({ session, root, findings, missing }: ExportStory, screen: Screen): string {
  const { id, title, model, turns, calls } = session
  const name = printable(title || id || 'a session', 120)
  const facts = [printable(model, 80), counted(turns, 'turn'), counted(calls, 'tool call')].filter(Boolean)
  const lines = [
    screen.paint('bold', `${name}  ${facts.join(' · ')}`),
    ...(root
      ? storyLines(root, findings, screen)
      : [...signLines(findings, screen), ...symptomLines(findings, screen)]),
    ...missing.flatMap((what) => wrapped(`not known: ${printable(what, 300)}`, screen, '    ', '      ')),
  ]
  return `${lines.join('\n')}\n`
}
