import type { LiveApi } from './gateway/live/live-api.ts'
import { UserError } from './lib/user-error.ts'
import type { Interaction } from './plan/interaction.ts'
import { openDocs } from './standins/docs/open-docs.ts'
import { toldScopes } from './standins/docs/told-scopes.ts'

export interface NeededScope {
  /** One of them is enough. */
  readonly anyOf: readonly string[]
  readonly for: readonly string[]
}

/** What the operations of interactions take, as far as the reference pages of their API say it. */
export function neededScopes(api: string, interactions: readonly Interaction[]): NeededScope[] {
  const told = toldScopes(openDocs(api))
  const needed = new Map<string, { anyOf: readonly string[]; for: string[] }>()
  for (const { name, operations } of interactions) {
    for (const { method, path } of operations) {
      const anyOf = told.get(`${method} ${path}`)
      if (anyOf === undefined) continue
      const known = needed.get(anyOf.join(' ')) ?? { anyOf, for: [] }
      if (!known.for.includes(name)) known.for.push(name)
      needed.set(anyOf.join(' '), known)
    }
  }
  return [...needed.values()]
}

/** Throws UserError where it is known which scopes an account has, and some that are needed are not among them. */
export function demandScopes({ name: api, scopes }: LiveApi, interactions: readonly Interaction[]): void {
  if (!scopes || scopes.length === 0) return
  const lacking = neededScopes(api, interactions).filter(({ anyOf }) => !anyOf.some((each) => scopes.includes(each)))
  if (lacking.length === 0) return
  const listed = lacking.map(({ anyOf, for: names }) => `${anyOf.join(' or ')} (for ${names.join(', ')})`)
  throw new UserError(
    `The credential of "${api}" lacks scopes: ${listed.join('; ')}.`,
    'Connect the test account again with these, or leave those interactions out with --only.',
  )
}
