import type { RunContext } from './build-interaction.ts'
import type { GatewayOptions } from './gateway/gateway.ts'
import type { Interaction } from './plan/interaction.ts'
import { scopesOf } from './run-rig.ts'
import { embeddedApi } from './standins/embedded-apis.ts'
import type { AccountState } from './standins/stand-in.ts'

/** The account that one attempt works on, and what its gateway has to know of it. */
export interface RoomAccount extends AsyncDisposable {
  readonly behind: Pick<
    GatewayOptions,
    'upstream' | 'credential' | 'baseUrl' | 'connectionConfig' | 'metadata' | 'docs'
  >
  /** As it is now, from behind the API; nothing where there is no such view. */
  state(): Promise<AccountState | undefined>
}

/** A new one for an embedded API; for a live one the test account that there is. */
export async function openRoomAccount(
  interaction: Interaction,
  attempt: number,
  run: RunContext,
): Promise<RoomAccount> {
  const { api: name, metadata, id } = interaction
  const live = run.accounts.of(interaction, attempt)
  const own = metadata ?? live?.metadata
  const docs = run.rig.docs.forAttempt(name)
  const shown = { ...(own && { metadata: own }), ...(docs && { docs }) }
  if (live) {
    const { upstream, baseUrl, connectionConfig } = live
    return {
      behind: { upstream, baseUrl, connectionConfig, ...shown },
      state: async () => undefined,
      // It lives as long as the run.
      [Symbol.asyncDispose]: async () => undefined,
    }
  }
  const credential = run.rig.mint()
  const api = embeddedApi(name, run.apis)
  const seed = run.rig.seedFor(`${id} attempt ${attempt}`)
  const account = await api.open({ seed, credential, ...scopesOf(run, name) })
  return {
    behind: {
      upstream: { kind: 'embedded', fetch: (request) => account.fetch(request) },
      credential,
      ...shown,
      ...(api.baseUrl !== undefined && { baseUrl: api.baseUrl }),
    },
    state: () => account.snapshot(),
    [Symbol.asyncDispose]: () => account[Symbol.asyncDispose](),
  }
}
