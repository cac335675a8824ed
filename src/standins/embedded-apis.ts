import { UserError } from '../lib/user-error.ts'
import { type DocsPack, openDocs } from './docs/open-docs.ts'
import { openStandIn, standInApis } from './open-stand-in.ts'
import type { StandIn, StandInOptions } from './stand-in.ts'

/** An API that a run can embed: accounts of its own, and the pages that describe it. */
export interface EmbeddedApi {
  /** As Nango names it. */
  readonly name: string
  /** Its address, where Nango's catalogue does not fix one. */
  readonly baseUrl?: string
  /** A new account. Nothing is shared between two. */
  open(options: StandInOptions): Promise<StandIn>
  docs(): DocsPack | undefined
}

/** Those that Assay brings along. */
export const ownApis: readonly EmbeddedApi[] = standInApis.map((name) => ({
  name,
  open: (options) => openStandIn(name, options),
  docs: () => openDocs(name),
}))

export function embeddedApi(name: string, apis: readonly EmbeddedApi[] = ownApis): EmbeddedApi {
  const api = apis.find((each) => each.name === name)
  if (api) return api
  throw new UserError(
    `There is no embedded stand-in for "${name}".`,
    `Embedded are: ${apis.map((each) => each.name).join(', ')}. For any other API use another upstream.`,
  )
}
