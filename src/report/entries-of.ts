import type { Entry, Recorded } from '../record/entry.ts'

type Kind = Entry['kind']
export type RecordedOf<kind extends Kind> = Omit<Recorded, 'entry'> & { readonly entry: Extract<Entry, { kind: kind }> }

/** The entries of one kind, in order. */
export function entriesOf<kind extends Kind>(recorded: readonly Recorded[], kind: kind): RecordedOf<kind>[] {
  return recorded.filter((each): each is RecordedOf<kind> => each.entry.kind === kind)
}
