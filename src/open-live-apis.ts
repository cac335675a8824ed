import { demandScopes } from './needed-scopes.ts'
import type { BuildOptions } from './build.ts'
import { type LiveApi, openDirect, openThroughNango } from './gateway/live/live-api.ts'

/** By name: the APIs of a plan that are not embedded. */
export type LiveApis = ReadonlyMap<string, LiveApi> & AsyncDisposable

/** Enters every test account once, so that what is wrong with one is said before anything is spent. None for embedded APIs. */
export async function openLiveApis({ plan, keys: env }: Pick<BuildOptions, 'plan' | 'keys'>): Promise<LiveApis> {
  const { upstream, interactions, reach = {}, nango = {} } = plan
  const apis = new Map<string, LiveApi>()
  const opened = Object.assign(apis, {
    async [Symbol.asyncDispose]() {
      for (const live of apis.values()) await live[Symbol.asyncDispose]()
    },
  })
  if (upstream === 'embedded') return opened
  try {
    for (const { api, connection } of interactions) {
      if (apis.has(api)) continue
      const options = { api, connection, reach: reach[api] ?? {}, env }
      const live = upstream === 'nango' ? await openThroughNango({ ...options, nango }) : await openDirect(options)
      apis.set(api, live)
      demandScopes(
        live,
        interactions.filter((each) => each.api === api),
      )
    }
    return opened
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}
