import type { LiveApi } from './gateway/live/live-api.ts'
import { openLiveApis } from './open-live-apis.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Plan } from './plan/plan.ts'
import type { ListedFunction } from './prove/functions-of.ts'

/** The test accounts in which functions are proved, as a spec names them. */
export interface ProofAccounts extends AsyncDisposable {
  readonly upstream: 'nango' | 'direct'
  /** The account of a project's integration, and what the plan says of the function. */
  of(listed: ListedFunction): { readonly live: LiveApi; readonly planned: Interaction } | undefined
}

export interface AccountOptions {
  readonly plan: Plan
  /** The person's environment. */
  readonly keys: Readonly<Record<string, string | undefined>>
}

/** Enters the accounts of the integrations that are to be proved, and no others. Throws UserError with what mends it. */
export async function openProofAccounts(
  { plan, keys }: AccountOptions,
  functions: readonly ListedFunction[],
): Promise<ProofAccounts> {
  const { upstream, interactions, reach = {} } = plan
  if (upstream === 'embedded') throw new Error('a stand-in is no account of somebody')
  const isOf = ({ api }: Interaction, integration: string) => (reach[api]?.integration ?? api) === integration
  const wanted = interactions.filter((each) => functions.some(({ api }) => isOf(each, api)))
  const apis = await openLiveApis({ plan: { ...plan, interactions: wanted }, keys })
  return {
    upstream,
    of({ api: integration, name, kind }) {
      const ofApi = wanted.filter((each) => isOf(each, integration))
      const [first] = ofApi
      const live = first && apis.get(first.api)
      if (!live) return undefined
      const planned = ofApi.find((each) => each.name === name) ?? bare(first, name)
      return { live, planned: { ...planned, kind } }
    },
    [Symbol.asyncDispose]: () => apis[Symbol.asyncDispose](),
  }
}

/** A function that the spec does not list, in the account that it names. */
function bare({ api, connection }: Interaction, name: string): Interaction {
  return { id: `${api}/${name}`, api, name, kind: 'action', does: '', connection, docs: [], operations: [], exempt: [] }
}
