import type { ArtefactCheck } from '../trial.ts'

/** Does Nango's compiler take the source, alone in a pristine project? */
export const compiles: ArtefactCheck = {
  name: 'compiles',
  examine({ compilation }) {
    switch (compilation?.kind) {
      case undefined:
        return undefined
      case 'compiled':
        return { outcome: 'held' }
      case 'failed':
        return {
          outcome: 'broken',
          because: 'the source does not compile',
          exhibits: [{ kind: 'text', quote: compilation.output.trim().slice(0, 600) }],
        }
      case 'rig-fault':
        return { outcome: 'undecided', because: compilation.because }
    }
  },
}
