import type { ArtefactCheck } from '../trial.ts'

/** A fault may make no difference to what one recording shows: not every one has to be noticed. */
const shareToNotice = 0.6

/** Do the generated tests notice when the function is broken? */
export const testsFailWhenBroken: ArtefactCheck = {
  name: 'tests-fail-when-broken',
  examine({ generated }) {
    if (!generated || generated.run.disagreement !== undefined) return undefined
    const { mutants, run } = generated
    if (mutants.length === 0) return undefined
    const failed = new Set(run.failed)
    const unnoticed = mutants.filter(({ tests }) => !tests.some((name) => failed.has(name)))
    if (unnoticed.length <= mutants.length * (1 - shareToNotice)) return { outcome: 'held' }
    return {
      outcome: 'broken',
      because: `its tests pass although the function is broken: ${unnoticed.map(({ id }) => id).join(', ')}`,
      exhibits: [],
    }
  },
}
