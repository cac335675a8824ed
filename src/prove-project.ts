import { probeBox } from './box/probe-box.ts'
import { mapConcurrently } from './lib/map-concurrently.ts'
import { thisMachine } from './lib/machine.ts'
import { UserError } from './lib/user-error.ts'
import { prepareToolchain } from './nango/prepare-toolchain.ts'
import { type Reader, openReader } from './nango/reader.ts'
import { type AccountOptions, openProofAccounts } from './open-proof-accounts.ts'
import { type Book, type Due, openProofBook } from './open-proof-book.ts'
import { commandsAtOnce } from './plan/density.ts'
import { matchesGlob } from './plan/matches-glob.ts'
import { proveFunction } from './prove-function.ts'
import { type ListedFunction, functionsOf } from './prove/functions-of.ts'
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
  /** Where it is kept when each function was proved last; nothing is kept without it. */
  readonly book?: Book
  readonly onProved?: (proof: FunctionProof) => void
  /** What a person should know of before it takes long. */
  readonly onTrouble?: (text: string) => void
}

/** Proves each function of an existing Nango project, by itself: what one of them does is nothing to the others. No agents. */
export async function proveProject(options: ProveOptions): Promise<ProjectProof> {
  const { root, only, live } = options
  const began = performance.now()
  const all = await functionsOf(root)
  const fitting =
    only === undefined ? all : all.filter(({ id, name }) => matchesGlob(only.includes('/') ? id : name, only))
  if (fitting.length === 0) throw nothingToProve(root, only)
  const upstream = live?.plan.upstream ?? 'embedded'
  const { due, skipped, close } = await openProofBook(fitting, {
    ...options,
    upstream,
    isWhole: fitting.length === all.length,
  })
  const chosen = fitting.filter(({ id }) => due.has(id))
  const proved = chosen.length > 0 ? await proveAll(chosen, due, options) : nothingProved(options)
  await close(proved.items)
  const count = (wanted: FunctionProof['artefact']) => proved.items.filter(({ artefact }) => artefact === wanted).length
  return {
    project: root,
    upstream,
    ...proved,
    functions: proved.items.length,
    artefact: { accepted: count('accepted'), rejected: count('rejected'), undecided: count('undecided') },
    seconds: Math.round((performance.now() - began) / 100) / 10,
    skipped,
  }
}

type Proved = Pick<ProjectProof, 'versions' | 'items' | 'leaks'>

function nothingProved({ assay, book }: ProveOptions): Proved {
  return { versions: { assay, nango: book?.nango ?? '' }, items: [], leaks: [] }
}

async function proveAll(chosen: readonly ListedFunction[], due: Due, options: ProveOptions): Promise<Proved> {
  const { root, cacheDir, assay, live, onProved } = options
  await probeBox()
  const accounts = live && (await openProofAccounts(live, chosen))
  let reader: Reader | undefined
  try {
    const toolchain = await prepareToolchain(cacheDir)
    reader = openReader(toolchain)
    const bench = { root, toolchain, reader, readSource: readOnce(toolchain), ...(accounts && { accounts }) }
    const items = await mapConcurrently(chosen, commandsAtOnce(thisMachine()), async (each) => {
      const because = due.get(each.id) ?? []
      const proof = { ...(await proveFunction(each, bench)), ...(because.length > 0 && { due: because }) }
      onProved?.(proof)
      return proof
    })
    return {
      versions: { assay, nango: toolchain.versions.nango },
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
