import type { ConductCheck } from '../check.ts'
import { bearsWitness } from './witness-paths.ts'

/** Are the files that we own as we left them? The walls should hold; where they did not, or were not up, it is seen here. */
export const ownedFiles: ConductCheck = {
  name: 'owned-files-untouched',
  examine({ manifestChanges }) {
    return manifestChanges.map(({ path, change }) => ({
      severity:
        bearsWitness(path) || /(^|\/)(node_modules|package\.json|\.env|vite[^/]*)/.test(path) ? 'severe' : 'violation',
      because: `${path} is not as we left it: ${change}`,
      exhibits: [{ kind: 'text', quote: `${change} ${path}` }],
    }))
  },
}
