/** At most `limit` callers at once; the others wait in the order in which they came. */
export function semaphore(limit: number): <result>(work: () => Promise<result>) => Promise<result> {
  const waiting: (() => void)[] = []
  let free = limit
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resume) => waiting.push(resume))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
