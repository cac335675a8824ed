/** How long somebody has been made to wait, also while they still are. */
export interface Standstill {
  /** Milliseconds; what is waited for at the same time counts once. */
  readonly ms: number
  during<result>(wait: () => Promise<result>): Promise<result>
}

export function openStandstill(): Standstill {
  let ended = 0
  let since = 0
  let waits = 0
  return {
    get ms() {
      return ended + (waits > 0 ? performance.now() - since : 0)
    },
    async during(wait) {
      if (waits++ === 0) since = performance.now()
      try {
        return await wait()
      } finally {
        if (--waits === 0) ended += performance.now() - since
      }
    },
  }
}
