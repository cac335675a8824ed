/** One that cannot be had together with the rest, in the words of whoever refuses it. */
export interface Breaker<part> {
  readonly part: part
  readonly because: string
}

export interface Sorted<part> {
  /** Go together, and with what was there before. */
  readonly good: readonly part[]
  readonly breakers: readonly Breaker<part>[]
}

/** Says in words why parts do not go together; undefined when they do. */
export type Complaint<part> = (parts: readonly part[]) => Promise<string | undefined>

/**
 * Which of some parts break the whole: found by halves, so that one among many costs few looks. Of two that do not go
 * together the later one is the breaker. `suspects` are looked at last.
 */
export async function findBreakers<part>(
  parts: readonly part[],
  complaint: Complaint<part>,
  isSuspect: (part: part) => boolean = () => false,
): Promise<Sorted<part>> {
  const calm = await sort(
    [],
    parts.filter((part) => !isSuspect(part)),
    complaint,
  )
  const rest = await sort(calm.good, parts.filter(isSuspect), complaint)
  return { good: rest.good, breakers: [...calm.breakers, ...rest.breakers] }
}

async function sort<part>(
  good: readonly part[],
  group: readonly part[],
  complaint: Complaint<part>,
): Promise<Sorted<part>> {
  if (group.length === 0) return { good, breakers: [] }
  const because = await complaint([...good, ...group])
  if (because === undefined) return { good: [...good, ...group], breakers: [] }
  const [only] = group
  if (group.length === 1 && only !== undefined) return { good, breakers: [{ part: only, because }] }
  const middle = Math.ceil(group.length / 2)
  const first = await sort(good, group.slice(0, middle), complaint)
  const second = await sort(first.good, group.slice(middle), complaint)
  return { good: second.good, breakers: [...first.breakers, ...second.breakers] }
}
