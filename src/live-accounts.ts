import type { Exchange } from './gateway/exchange.ts'
import type { LiveApi } from './gateway/live/live-api.ts'
import { clear } from './gateway/ownership/clear.ts'
import { type KnownDeletes, knownDeletes } from './gateway/ownership/known-deletes.ts'
import type { ChangedSetting, Note, OwnedThing } from './gateway/ownership/ledger.ts'
import { type Ownership, openOwnership } from './gateway/ownership/ownership.ts'
import { paced } from './gateway/ownership/pace.ts'
import { providerOf } from './gateway/provider.ts'
import type { Json } from './lib/json.ts'
import type { LiveApis } from './open-live-apis.ts'
import type { Interaction } from './plan/interaction.ts'
import { openDocs } from './standins/docs/open-docs.ts'

/** The live accounts of a run, each shared by its attempts: who made what there, and what becomes of it. */
export interface LiveAccounts {
  /** The account as one attempt and its verifications may use it; undefined for an embedded API. */
  of(interaction: Interaction, attempt: number): LiveApi | undefined
  /** The attempt, or a verification of it, is over: what only one at a time may change is put back. */
  release(interaction: Interaction, attempt: number): Promise<void>
  /** What its agent read may say how things are deleted. */
  learn(interaction: Interaction, recording: readonly Exchange[]): void
  /** Puts back what earlier processes of the run left changed. */
  putBack(): Promise<void>
  /** Deletes what the run has made, where it is known how. */
  clear(): Promise<void>
}

export interface LiveAccountsOptions {
  readonly live: LiveApis
  readonly interactions: readonly Interaction[]
  readonly note: (note: Note) => boolean
  /** What earlier processes of the run made, and what they left changed, by API. */
  readonly earlier: {
    readonly things: Readonly<Record<string, readonly OwnedThing[]>>
    readonly settings: Readonly<Record<string, readonly ChangedSetting[]>>
  }
}

interface Account {
  readonly live: LiveApi
  readonly ownership: Ownership
  readonly deletes: KnownDeletes
}

export function openLiveAccounts({ live, interactions, note, earlier }: LiveAccountsOptions): LiveAccounts {
  const accounts = new Map(
    [...live].map(([api, each]) => [api, accountOf(each, note, earlier.things[api] ?? [])] as const),
  )
  for (const { api, operations } of interactions) {
    for (const { method, path } of operations) accounts.get(api)?.deletes.learn(`${method} ${path}`)
  }
  return {
    of(interaction, attempt) {
      const account = accounts.get(interaction.api)
      if (!account) return undefined
      const { id } = interaction
      const named = namedFor(interaction, account.live)
      const recipients = new Set([...(interaction.recipients ?? []), ...named].map((each) => each.toLowerCase()))
      const upstream = account.ownership.upstreamFor({ interaction: id, attempt, named, recipients })
      return { ...account.live, upstream }
    },
    release: async ({ api, id }, attempt) => accounts.get(api)?.ownership.release({ interaction: id, attempt }),
    learn({ api }, recording) {
      for (const { kind, responseBody } of recording)
        if (kind === 'docs') accounts.get(api)?.deletes.learn(responseBody)
    },
    async putBack() {
      for (const [api, { ownership }] of accounts) await ownership.putBack(earlier.settings[api] ?? [])
    },
    async clear() {
      for (const { live: each, ownership, deletes } of accounts.values()) {
        await clear(ownership.left, { api: each.name, upstream: ownership.upstream, deletes, note })
      }
    },
  }
}

function accountOf(live: LiveApi, note: LiveAccountsOptions['note'], earlier: readonly OwnedThing[]): Account {
  const { name: api, baseUrl } = live
  const upstream = paced(live.upstream, providerOf(api, baseUrl))
  const deletes = knownDeletes({ baseUrl })
  const docs = openDocs(api)
  for (const page of docs?.pages ?? []) deletes.learn(docs?.read(page) ?? '')
  return { live, deletes, ownership: openOwnership({ api, baseUrl, upstream, note, earlier }) }
}

/** What the person wrote into the spec, or into the connection: those things may be changed. */
function namedFor({ input, metadata, may = [] }: Interaction, live: LiveApi): Set<string> {
  const given = [input, metadata, live.metadata, live.connectionConfig]
  return new Set([...may, ...given.flatMap((each) => (each === undefined ? [] : textsIn(each)))])
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)]
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((each) => textsIn(each as Json))
    : []
}
