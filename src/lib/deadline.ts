/** A time limit that can stand still: what is not the doing of whoever has it does not count. */
export interface Deadline extends Disposable {
  readonly over: AbortSignal
  /** Does the work while the clock stands still. One at a time. */
  except<result>(work: () => Promise<result>): Promise<result>
}

export function startDeadline(milliseconds: number): Deadline {
  const over = new AbortController()
  let left = milliseconds
  let since = performance.now()
  const run = () => setTimeout(() => over.abort(), left)
  let timer = run()
  let isDone = false
  return {
    over: over.signal,
    async except(work) {
      clearTimeout(timer)
      left -= performance.now() - since
      try {
        return await work()
      } finally {
        since = performance.now()
        if (!isDone) timer = run()
      }
    },
    [Symbol.dispose]() {
      isDone = true
      clearTimeout(timer)
    },
  }
}
