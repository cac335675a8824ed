import type { Move } from '../part.ts'
import type { Tried } from './commands.ts'
import type { Desk } from './desk.ts'
import { testInputOf } from './draft.ts'
import { intentOf } from './intent.ts'
import { levelsOf } from './level.ts'
import type { Operation } from './read-page.ts'
import { type Clauses, clausesOf } from './sync-clauses.ts'
import { planSync } from './sync-plan.ts'
import { syncText } from './sync-text.ts'
import { writeAndRun } from './write-down.ts'

/** What the sentence says of one list alone is what that list is chosen by. */
export function mainOf(desk: Desk): { readonly desk: Desk; readonly clauses: Clauses } {
  const { name, kind, does } = desk.scene
  const clauses = clausesOf(does)
  if (kind !== 'sync' || Object.keys(clauses).length === 1) return { desk, clauses }
  const { main } = clauses
  return { desk: { ...desk, scene: { ...desk.scene, does: main }, intent: intentOf(name, main, kind) }, clauses }
}

/** Writes a sync of several lists; nothing where one is enough. */
export function* buildSync(desk: Desk, operation: Operation): Move<Tried | undefined> {
  const main = mainOf(desk)
  const roots = yield* planSync(main.desk, operation, main.clauses)
  if (!roots) return undefined
  const given = Object.assign({}, ...roots.flatMap(levelsOf).map(({ draft }) => testInputOf(draft)))
  const run = { ...(Object.keys(given).length > 0 && { metadata: given }), save: true }
  return yield* writeAndRun(desk, syncText(desk.scene, roots), run)
}
