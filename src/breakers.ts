import type { Interaction } from './plan/interaction.ts'
import type { Entry } from './record/entry.ts'

/**
 * Of each live account of a run: one interaction is built first, alone; if its account refuses it, or our side fails, no
 * other one would fare better. Later three that one connection has blocked are as good a reason.
 */
export interface Breakers {
  /** Lets the first of its API pass at once, the others when that one has ended. False: nothing of it may begin. */
  turn(interaction: Interaction): Promise<boolean>
  /** The connection of its account has refused an attempt, whatever it asked for. */
  blocked(interaction: Interaction, because: string): void
  /** Our side has failed on it as often as may be. */
  faulted(interaction: Interaction, because: string): void
  ended(interaction: Interaction): void
}

const mostBlocked = 3

interface Breaker {
  readonly first: string
  readonly tried: PromiseWithResolvers<void>
  readonly blocked: Set<string>
  isOpen: boolean
}

/** `isLive`: whether an API has one account for all. Of others each attempt has its own. */
export function openBreakers(isLive: (api: string) => boolean, tell: (entry: Entry) => void): Breakers {
  const breakers = new Map<string, Breaker>()
  const open = (breaker: Breaker, api: string, because: string) => {
    if (breaker.isOpen) return
    breaker.isOpen = true
    tell({ kind: 'api-held', api, because })
  }
  return {
    async turn({ api, id }) {
      if (!isLive(api)) return true
      const breaker = breakers.get(api)
      if (!breaker) {
        breakers.set(api, { first: id, tried: Promise.withResolvers(), blocked: new Set(), isOpen: false })
        return true
      }
      await breaker.tried.promise
      return !breaker.isOpen
    },
    blocked({ api, id }, because) {
      const breaker = breakers.get(api)
      if (!breaker) return
      breaker.blocked.add(id)
      if (breaker.first === id) open(breaker, api, `its first interaction was blocked by the connection: ${because}`)
      if (breaker.blocked.size >= mostBlocked)
        open(breaker, api, `${mostBlocked} interactions were blocked by the connection: ${because}`)
    },
    faulted({ api, id }, because) {
      const breaker = breakers.get(api)
      if (breaker?.first === id) open(breaker, api, `our side failed on its first interaction: ${because}`)
    },
    ended({ api, id }) {
      const breaker = breakers.get(api)
      if (breaker?.first === id) breaker.tried.resolve()
    },
  }
}

/** The first of each API before the others, so that they are not waited for longer than they take. */
export function firstOfEachFirst(interactions: readonly Interaction[]): Interaction[] {
  const isFirst = ({ api }: Interaction, index: number) => interactions.findIndex((each) => each.api === api) === index
  const firsts = interactions.filter(isFirst)
  return [...firsts, ...interactions.filter((each) => !firsts.includes(each))]
}
