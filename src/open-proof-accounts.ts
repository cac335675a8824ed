import { rm } from 'node:fs/promises'
import type { LiveApi } from './gateway/live/live-api.ts'
import { openLiveAccounts } from './live-accounts.ts'
import { type LiveApis, openLiveApis } from './open-live-apis.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Plan } from './plan/plan.ts'
import type { ListedFunction } from './prove/functions-of.ts'
import { openRecord } from './record/record.ts'
import { entriesOf } from './report/entries-of.ts'
import { type Leak, leaksOf, settingsLeft, thingsLeft } from './report/leaks.ts'

/** The test accounts in which functions are proved, as a spec names them. */
export interface ProofAccounts extends AsyncDisposable {
  readonly upstream: 'nango' | 'direct'
  /** The account of a project's integration, and what the plan says of the function. */
  of(listed: ListedFunction): ProofAccount | undefined
  /** Deletes what the proofs made, where it is known how; answers with what is left. */
  clear(): Promise<readonly Leak[]>
}

/** The account as the proof of one function may use it: it changes what it made itself, or what the spec names. */
export interface ProofAccount {
  readonly live: LiveApi
  readonly planned: Interaction
  /** The proof is over: what only one at a time may change is put back. */
  release(): Promise<void>
}

export interface AccountOptions {
  readonly plan: Plan
  /** The person's environment. */
  readonly keys: Readonly<Record<string, string | undefined>>
  /** Where each write is written down before it is sent. Gone once a proof has told what is left, kept after a kill. */
  readonly booksDir: string
}

/** Enters the accounts of the integrations that are to be proved, and no others. Throws UserError with what mends it. */
export async function openProofAccounts(
  { plan, keys, booksDir }: AccountOptions,
  functions: readonly ListedFunction[],
): Promise<ProofAccounts> {
  const { upstream, interactions, reach = {} } = plan
  if (upstream === 'embedded') throw new Error('a stand-in is no account of somebody')
  const isOf = ({ api }: Interaction, integration: string) => (reach[api]?.integration ?? api) === integration
  const wanted = interactions.filter((each) => functions.some(({ api }) => isOf(each, api)))
  const apis = await openLiveApis({ plan: { ...plan, interactions: wanted }, keys })
  try {
    const books = await openBooks(booksDir, apis, wanted)
    return {
      upstream,
      of({ api: integration, name, kind }) {
        const ofApi = wanted.filter((each) => isOf(each, integration))
        const [first] = ofApi
        if (!first) return undefined
        const planned = { ...(ofApi.find((each) => each.name === name) ?? bare(first, name)), kind }
        return books.accountFor(planned)
      },
      clear: books.clear,
      async [Symbol.asyncDispose]() {
        await books[Symbol.asyncDispose]()
        await apis[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await apis[Symbol.asyncDispose]()
    throw error
  }
}

interface Books extends AsyncDisposable {
  accountFor(planned: Interaction): ProofAccount | undefined
  clear(): Promise<readonly Leak[]>
}

/** The same books as a run has. What a proof that was killed has left is in them, and is put back and deleted as well. */
async function openBooks(dir: string, live: LiveApis, interactions: readonly Interaction[]): Promise<Books> {
  const record = openRecord(dir)
  const earlier = record.entries()
  const byApi = <left extends { readonly api: string }>(all: readonly left[]) =>
    Object.groupBy(all, ({ api }) => api) as Record<string, left[]>
  const accounts = openLiveAccounts({
    live,
    interactions,
    earlier: { things: byApi(thingsLeft(earlier)), settings: byApi(settingsLeft(earlier)) },
    note(note) {
      record.append(note)
      return true
    },
  })
  // Another number for each process: what a killed one made is not this one's to change.
  const attempt = 1 + entriesOf(earlier, 'write-sent').reduce((most, { entry }) => Math.max(most, entry.attempt), 0)
  await accounts.putBack()
  let isOver = false
  return {
    accountFor(planned) {
      const own = accounts.of(planned, attempt)
      return own && { live: own, planned, release: () => accounts.release(planned, attempt) }
    },
    async clear() {
      await accounts.clear()
      const entries = record.entries()
      // What lies in an account that was not entered now is for another proof to delete.
      isOver = [...thingsLeft(entries), ...settingsLeft(entries)].every(({ api }) => live.has(api))
      return leaksOf(entries)
    },
    async [Symbol.asyncDispose]() {
      record[Symbol.dispose]()
      if (isOver) await rm(dir, { recursive: true })
    },
  }
}

/** A function that the spec does not list, in the account that it names. */
function bare({ api, connection }: Interaction, name: string): Interaction {
  return { id: `${api}/${name}`, api, name, kind: 'action', does: '', connection, docs: [], operations: [], exempt: [] }
}
