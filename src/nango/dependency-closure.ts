import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** A package as it is installed, and where it goes in a tree of its own. */
export interface PlacedPackage {
  readonly name: string
  readonly version: string
  /** Directory of the installed package, symbolic links resolved. */
  readonly from: string
  /** `node_modules/…`, relative to the tree's root. */
  readonly to: string
}

/**
 * The named packages with all that they need, found as Node would find it from `base`, and laid out so that each one
 * finds the same again: at the root where the name is free, else beside the one that wants it. Works on what npm,
 * pnpm or yarn installed alike.
 */
export function dependencyClosure(base: string, names: readonly string[]): PlacedPackage[] {
  const placed = new Map<string, PlacedPackage>()
  const queue: PlacedPackage[] = []

  const want = (name: string, wanted: { from: string; to: string; required: boolean }) => {
    const from = findInstalled(wanted.from, name)
    if (!from) {
      if (wanted.required) throw new Error(`${name}, needed by ${wanted.to || 'Assay'}, is not installed`)
      return
    }
    const spot = spotFor(placed, { name, from, beside: wanted.to })
    if (!spot) return
    const { version } = manifestOf(from)
    const found = { name, version, from, to: spot }
    placed.set(spot, found)
    queue.push(found)
  }

  for (const name of names) want(name, { from: base, to: '', required: true })
  for (const { from, to } of queue) {
    for (const [name, required] of needsOf(from)) want(name, { from, to, required })
  }
  return [...placed.values()]
}

function findInstalled(from: string, name: string): string | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    const candidate = join(directory, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
    if (directory === dirname(directory)) return undefined
  }
}

/** Nothing if the package that is found from `beside` is already the wanted one. */
function spotFor(
  placed: ReadonlyMap<string, PlacedPackage>,
  { name, from, beside }: { name: string; from: string; beside: string },
): string | undefined {
  for (let level = beside; ; level = parentPackage(level)) {
    const there = placed.get(join(level, 'node_modules', name))
    if (there) return there.from === from ? undefined : join(beside, 'node_modules', name)
    if (level === '') return join('node_modules', name)
  }
}

function parentPackage(place: string): string {
  const cut = place.lastIndexOf('node_modules/')
  return cut <= 0 ? '' : place.slice(0, cut - 1)
}

const manifest = z.object({
  version: z.string(),
  dependencies: z.record(z.string(), z.unknown()).default({}),
  optionalDependencies: z.record(z.string(), z.unknown()).default({}),
  peerDependencies: z.record(z.string(), z.unknown()).default({}),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().default(false) })).default({}),
})

function manifestOf(directory: string) {
  return manifest.parse(JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')))
}

/** Names a package may import, and whether it cannot do without. Optional ones are those of other platforms. */
function needsOf(directory: string): [name: string, required: boolean][] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = manifestOf(directory)
  const optional = Object.keys(optionalDependencies)
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional)
  return [
    ...Object.keys(dependencies).map((name): [string, boolean] => [name, !optional.includes(name)]),
    ...optional.map((name): [string, boolean] => [name, false]),
    ...peers.map((name): [string, boolean] => [name, false]),
  ]
}
