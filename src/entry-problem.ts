import { UserError } from './lib/user-error.ts'
import { openLiveApis } from './open-live-apis.ts'
import type { Plan } from './plan/plan.ts'

export interface EntryProblem {
  readonly what: string
  readonly mend: string
}

/** What keeps a plan's test accounts from being entered; nothing where they can be. */
export async function entryProblem(
  plan: Plan,
  env: Readonly<Record<string, string | undefined>>,
): Promise<EntryProblem | undefined> {
  try {
    const entered = await openLiveApis({ plan, keys: env })
    await entered[Symbol.asyncDispose]()
    return undefined
  } catch (error) {
    // What keeps a person out is what was asked for here.
    if (error instanceof UserError) return { what: error.message, mend: error.fix }
    throw error
  }
}
