import { join, resolve } from 'node:path'
import { sha256 } from '../lib/sha256.ts'
import type { AccountOptions } from '../open-proof-accounts.ts'
import type { Plan } from '../plan/plan.ts'
import { proofBooks } from './places.ts'

/** The accounts in which functions are proved live. The same spec, the same accounts. */
export function proofAccounts(plan: Plan, specFile: string): AccountOptions {
  const booksDir = join(proofBooks(), sha256(`${plan.upstream} ${resolve(specFile)}`).slice(0, 12))
  return { plan, keys: process.env, booksDir }
}
