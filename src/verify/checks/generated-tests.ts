import type { ArtefactCheck } from '../trial.ts'

/** Do the tests that we generated from our recording pass, every one, with nothing left out? */
export const generatedTestsPass: ArtefactCheck = {
  name: 'generated-tests',
  examine({ generated, notGenerated }) {
    if (notGenerated !== undefined) return { outcome: 'undecided', because: notGenerated }
    if (!generated) return undefined
    const { names, run } = generated
    const notPassed = names.filter((name) => !run.passed.includes(name) || run.failed.includes(name))
    if (notPassed.length > 0 && run.disagreement !== undefined)
      return { outcome: 'undecided', because: run.disagreement }
    if (notPassed.length > 0) {
      return {
        outcome: 'broken',
        because: `a test generated from our recording fails: ${notPassed.join(', ')}`,
        exhibits: [{ kind: 'text', quote: run.output.slice(0, 600) }],
      }
    }
    return run.disagreement === undefined ? { outcome: 'held' } : { outcome: 'undecided', because: run.disagreement }
  },
}
