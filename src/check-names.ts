import { artefactChecks } from './verify/checks/index.ts'
import { conductChecks } from './verify/conduct/judge-conduct.ts'

/** Names of all checks that a spec may excuse a function from. */
export const checkNames: readonly string[] = artefactChecks.map(({ name }) => name)

/** Names of all questions put to an agent's conduct. */
export const conductNames: readonly string[] = conductChecks.map(({ name }) => name)
