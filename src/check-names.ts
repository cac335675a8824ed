import { artefactChecks } from './verify/checks/index.ts'

/** Names of all checks that a spec may excuse a function from. */
export const checkNames: readonly string[] = artefactChecks.map(({ name }) => name)
