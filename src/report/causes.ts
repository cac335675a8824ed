import type { Item, ItemAttempt } from './item.ts'

/** One root cause behind many failures: alike in kind and in what it is about. */
export interface Cause {
  readonly kind: string
  /** The agent's, the task's, the harness's, or the environment's. */
  readonly owner: string
  readonly subject: string
  readonly attempts: number
  /** Ids. */
  readonly interactions: readonly string[]
  /** What these attempts cost. */
  readonly usd: number
  readonly seconds: number
  readonly example: {
    readonly interaction: string
    readonly attempt: number
    readonly turn: number | null
    readonly because: string
    readonly quote: string
  }
  /** What another run should change. */
  readonly suggested: string
}

/** Over all attempts against which something speaks; what happened most often comes first. */
export function causesOf(items: readonly Item[]): Cause[] {
  const told = items.flatMap((item) => item.history.flatMap((attempt) => causeOf(item, attempt) ?? []))
  const alike = Map.groupBy(told, ({ kind, subject }) => `${kind} ${subject}`)
  return [...alike.values()]
    .map((all) => ({
      ...all[0]!,
      attempts: all.length,
      interactions: [...new Set(all.map(({ example }) => example.interaction))],
      usd: all.reduce((sum, { usd }) => sum + usd, 0),
      seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    }))
    .toSorted((a, b) => b.attempts - a.attempts || b.seconds - a.seconds)
}

function causeOf(item: Item, attempt: ItemAttempt): Cause | undefined {
  if (attempt.caught.length === 0 && attempt.artefact === 'accepted') return undefined
  const { attempt: number, usd, seconds } = attempt
  const of = { attempts: 1, interactions: [item.id], usd, seconds }
  const example = { interaction: item.id, attempt: number, turn: null, quote: '' }
  const root = item.roots.find((each) => each.attempt === number)
  if (root) {
    const { kind, owner, subject, turn, because, quote, counterfactual: suggested } = root
    return { kind, owner, subject, ...of, example: { ...example, turn, because, quote }, suggested }
  }
  const refused = attempt.caught.find(({ weight }) => weight === 'blocked')
  if (refused) {
    const suggested = 'grant what is missing to the connection, or take the interaction out of the spec'
    const subject = refused.because.replace(/\d+/g, '…').slice(0, 120)
    return {
      kind: 'access',
      owner: 'environment',
      subject,
      ...of,
      example: { ...example, because: refused.because },
      suggested,
    }
  }
  const because = attempt.caught[0]?.because ?? `${attempt.artefact}, and nothing says why`
  const suggested = 'look at the attempt itself: its files are in the directory of the run'
  return {
    kind: 'not-found',
    owner: 'unknown',
    subject: attempt.caught[0]?.check ?? attempt.artefact,
    ...of,
    example: { ...example, because },
    suggested,
  }
}
