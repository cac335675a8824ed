import { UserError } from '../../lib/user-error.ts'

/** One question, by whom it can be answered. */
export interface Asking<value> {
  readonly flag: string
  readonly question: string
  /** What it is when nobody says otherwise; '' where somebody has to. */
  readonly fallback: string
  /** Why that. */
  readonly because: string
  /** Throws UserError for what is no answer. */
  readonly read: (text: string) => value
}

export interface Assumed {
  readonly flag: string
  readonly value: string
  readonly because: string
}

/** Answers questions, and remembers what nobody was asked. */
export interface Answers {
  to<value>(asking: Asking<value>): Promise<value>
  readonly assumed: readonly Assumed[]
}

/** Answers of a person, or, without one, what is assumed. `ask` gives undefined when the person has gone. */
export function answersOf(
  ask: ((question: string, fallback: string) => Promise<string | undefined>) | undefined,
  note: (text: string) => void,
): Answers {
  const assumed: Assumed[] = []
  return {
    assumed,
    async to({ flag, question, fallback, because, read }) {
      if (!ask) {
        const value = read(fallback)
        assumed.push({ flag, value: fallback, because })
        return value
      }
      for (;;) {
        const answer = await ask(question, fallback)
        if (answer === undefined) throw new UserError('Nothing was written.', 'Answer, or use flags and --yes.')
        try {
          return read(answer.trim() === '' ? fallback : answer.trim())
        } catch (error) {
          // A slip of the person at the keyboard: said, and asked again.
          if (!(error instanceof UserError)) throw error
          note(`${error.message} ${error.fix}`)
        }
      }
    },
  }
}
