import { probeBox } from './box/probe-box.ts'
import { mapConcurrently } from './lib/map-concurrently.ts'
import { thisMachine } from './lib/machine.ts'
import { UserError } from './lib/user-error.ts'
import { prepareToolchain } from './nango/prepare-toolchain.ts'
import { type Reader, openReader } from './nango/reader.ts'
import { type AccountOptions, openProofAccounts } from './open-proof-accounts.ts'
import { commandsAtOnce } from './plan/density.ts'
import { matchesGlob } from './plan/matches-glob.ts'
import { proveFunction } from './prove-function.ts'
import { functionsOf } from './prove/functions-of.ts'
import type { FunctionProof, ProjectProof } from './prove/project-proof.ts'
import { readOnce } from './verify/source/read-once.ts'

export interface ProveOptions {
  /** The project, as `findProject` found it. */
  readonly root: string
  /** Prepared toolchains. */
  readonly cacheDir: string
  /** Version of this program. */
  readonly assay: string
  /** Only the functions whose id or name fits. */
  readonly only?: string
  /** The spec's test accounts, where functions are to be proved in them and not against stand-ins. */
  readonly live?: AccountOptions
  readonly onProved?: (proof: FunctionProof) => void
}

/** Proves each function of an existing Nango project, by itself: what one of them does is nothing to the others. No agents. */
export async function proveProject(options: ProveOptions): Promise<ProjectProof> {
  const { root, cacheDir, assay, only, live, onProved } = options
  const began = performance.now()
  const all = await functionsOf(root)
  const chosen =
    only === undefined ? all : all.filter(({ id, name }) => matchesGlob(only.includes('/') ? id : name, only))
  if (chosen.length === 0) throw nothingToProve(root, only)
  await probeBox()
  const accounts = live && (await openProofAccounts(live, chosen))
  let reader: Reader | undefined
  try {
    const toolchain = await prepareToolchain(cacheDir)
    reader = openReader(toolchain)
    const bench = { root, toolchain, reader, readSource: readOnce(toolchain), ...(accounts && { accounts }) }
    const items = await mapConcurrently(chosen, commandsAtOnce(thisMachine()), async (each) => {
      const proof = await proveFunction(each, bench)
      onProved?.(proof)
      return proof
    })
    const count = (wanted: FunctionProof['artefact']) => items.filter(({ artefact }) => artefact === wanted).length
    return {
      project: root,
      upstream: accounts?.upstream ?? 'embedded',
      versions: { assay, nango: toolchain.versions.nango },
      functions: items.length,
      artefact: { accepted: count('accepted'), rejected: count('rejected'), undecided: count('undecided') },
      seconds: Math.round((performance.now() - began) / 100) / 10,
      items,
      leaks: (await accounts?.clear()) ?? [],
    }
  } finally {
    await reader?.[Symbol.asyncDispose]()
    await accounts?.[Symbol.asyncDispose]()
  }
}

function nothingToProve(root: string, only: string | undefined): UserError {
  return only === undefined
    ? new UserError(
        `${root} has no functions.`,
        'Import them in its index.ts, one a line: import "./slack/actions/greet.js";',
      )
    : new UserError(`No function of ${root} fits "${only}".`, 'Give an id such as "slack/*", or leave --only away.')
}
