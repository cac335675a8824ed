/** Something that was measured, that the rest is built on, and that another version may do otherwise. */
export interface Fact {
  readonly name: string
  /** What was seen instead; nothing where it holds. */
  readonly broken?: string
}

/** A look that fails shows that the fact does not hold: another version has moved what is looked at. */
export async function fact(name: string, look: () => unknown): Promise<Fact> {
  try {
    const broken = await look()
    return broken === undefined || broken === true ? { name } : { name, broken: String(broken) || 'otherwise' }
  } catch (error) {
    return { name, broken: error instanceof Error ? error.message : String(error) }
  }
}

/** Nothing if they are the same, else what was seen. */
export function differs(seen: unknown, expected: unknown): string | undefined {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(expected)]
  return a === b ? undefined : `seen ${a}, expected ${b}`
}
