import { readBounded } from './lib/read-bounded.ts'
import { UserError } from './lib/user-error.ts'
import type { ExportStory } from './report/export-text.ts'
import { caseOfExport, explainExport } from './trace/explain-export.ts'
import { readOpenCodeExport } from './trace/opencode-export.ts'
import type { Case } from './trace/root/candidates.ts'

/** A session with long outputs has a few megabytes. */
const mostBytes = 64 * 1024 * 1024

export interface ExportLooked {
  readonly story: ExportStory
  /** What the search for the root cause had before it. */
  looked(): Case
}

/** What went wrong in a session of OpenCode that somebody exported, whoever ran it. Throws UserError where it cannot be read. */
export async function whyExport(path: string): Promise<ExportLooked> {
  const file = await readBounded(path, mostBytes)
  if (file.kind === 'absent') throw unreadable(path, 'there is no such file')
  if (file.kind === 'refused') throw unreadable(path, file.because)
  const session = readOpenCodeExport(file.text)
  if ('unreadable' in session) throw unreadable(path, session.unreadable)
  const { id, title, directory, model, trace } = session
  const own = trace.messages.filter(({ role }) => role === 'assistant')
  const calls = own.flatMap(({ parts }) => parts.filter(({ type }) => type === 'tool'))
  const told = { id, title, directory, model, turns: own.length, calls: calls.length }
  return { story: { session: told, ...explainExport(session) }, looked: () => caseOfExport(session) }
}

function unreadable(path: string, because: string): UserError {
  return new UserError(
    `The export ${path} cannot be read: ${because}.`,
    'Write it with `opencode export SESSION > FILE`; `opencode session list` has the sessions.',
  )
}
