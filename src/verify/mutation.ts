import type { GeneratedTests, Mutant } from './trial.ts'

/** How many faulty copies of the function its generated tests noticed, and which they did not. */
export interface Mutation {
  readonly tried: number
  readonly killed: number
  readonly survived: readonly { readonly fault: string; readonly line: number }[]
}

/** Nothing where the tests did not run as they should have, or there was no place for a fault. */
export function mutationOf(generated: GeneratedTests | undefined): Mutation | undefined {
  if (!generated || generated.mutants.length === 0 || generated.run.disagreement !== undefined) return undefined
  const survived = unnoticedBy(generated)
  const tried = generated.mutants.length
  return {
    tried,
    killed: tried - survived.length,
    survived: survived.map(({ id, line }) => ({ fault: id, line })),
  }
}

function unnoticedBy({ mutants, run }: GeneratedTests): readonly Mutant[] {
  const failed = new Set(run.failed)
  return mutants.filter(({ tests }) => !tests.some((name) => failed.has(name)))
}
