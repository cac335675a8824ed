import { mutationOf } from '../mutation.ts'
import type { ArtefactCheck } from '../trial.ts'

/** A fault may make no difference to what one recording shows: not every one has to be noticed. */
const shareToNotice = 0.6

/** Do the generated tests notice when the function is broken? */
export const testsFailWhenBroken: ArtefactCheck = {
  name: 'tests-fail-when-broken',
  examine({ generated }) {
    const mutation = mutationOf(generated)
    if (!mutation) return undefined
    const { tried, survived } = mutation
    if (survived.length <= tried * (1 - shareToNotice)) return { outcome: 'held' }
    return {
      outcome: 'broken',
      because: `its tests pass although the function is broken: ${survived.map(({ fault }) => fault).join(', ')}`,
      exhibits: [],
    }
  },
}
