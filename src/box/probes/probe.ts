/** One way out of a box, tried in it. */
export interface Probe {
  readonly name: string
  /** What it tries: completes "a process inside could …". */
  readonly tries: string
  /** How an escape shows. */
  readonly shows: string
  /**
   * Shell commands, of which nothing is heard but `hole WORDS`, and `... | shows WORDS`, which finds the secret. Besides
   * what `script.ts` sets there is nothing to name.
   */
  readonly attempt: string
  /** It takes seconds, or much of the machine: not for every start of a run. */
  readonly isHeavy?: true
}

const secretShows = 'the text of a canary outside is read'

export function reading(name: string, tries: string, attempt: string): Probe {
  return { name, tries, shows: secretShows, attempt }
}
