import { promptSha256 } from './agent/prompt-hash.ts'
import type { Plan } from './plan/plan.ts'
import type { RunInputs } from './record/entry.ts'

/** What agents of a plan are told beside their tasks, by hash: the same words give the same hashes. */
export function inputsOf({ skills = [] }: Pick<Plan, 'skills'>): RunInputs {
  return {
    promptsSha256: promptSha256(),
    ...(skills.length > 0 && { skills: skills.map(({ name, sha256 }) => ({ name, sha256 })) }),
  }
}
