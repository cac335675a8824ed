import type { Plan } from './plan/plan.ts'

export interface EntryProblem {
  readonly what: string
  readonly mend: string
}

/** What keeps a plan's test accounts from being entered; nothing where they can be. */
export async function entryProblem({ upstream }: Plan): Promise<EntryProblem | undefined> {
  if (upstream === 'embedded') return undefined
  return { what: `The upstream "${upstream}" is not built yet.`, mend: 'Today there is: --upstream embedded.' }
}
