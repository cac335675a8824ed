import { existsSync, readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { readBounded } from '../lib/read-bounded.ts'

/** A function of somebody's project, as far as its files tell. */
export interface ListedFunction {
  /** `<api>/<name>`. */
  readonly id: string
  readonly api: string
  readonly name: string
  readonly kind: 'action' | 'sync'
  /** Of its source, relative to the project. */
  readonly path: string
  /** Why there is nothing to judge. */
  readonly unfit?: { readonly artefact: 'rejected' | 'undecided'; readonly because: string }
}

const longestIndex = 1 << 20
const mostFunctions = 5_000

/** Those that index.ts names, in its order, and those that lie where it would look for them and are not named. */
export async function functionsOf(root: string): Promise<ListedFunction[]> {
  const index = await readBounded(join(root, 'index.ts'), longestIndex)
  const entries = index.kind === 'text' ? entriesOf(index.text) : []
  const there = sourcesBelow(root)
  const missing = index.kind === 'text' ? 'index.ts does not import it' : `index.ts ${toldOf(index)}`
  const unnamed = there.filter((path) => !entries.includes(path))
  const named = entries.map((path) => listed(path, existsSync(join(root, path)) ? undefined : absent))
  const others = unnamed.map((path) =>
    listed(path, { artefact: 'undecided', because: `${missing}, so Nango would not deploy it` }),
  )
  return withoutTwins([...named, ...others].slice(0, mostFunctions))
}

const absent = { artefact: 'rejected', because: 'index.ts imports it, and there is no such file' } as const

function toldOf(index: { kind: 'absent' } | { kind: 'refused'; because: string }): string {
  return index.kind === 'absent' ? 'is missing' : `cannot be read (${index.because})`
}

/** As the CLI reads it: imports for their effect, one at the beginning of a line. */
function entriesOf(text: string): string[] {
  const paths = [...text.matchAll(/^import\s+['"](\.\/[^'"]+)['"]/gm)].map(([, path = '']) => path)
  return [...new Set(paths.map((path) => `${posix.normalize(path).replace(/\.[jt]s$/, '')}.ts`))]
}

function listed(path: string, unfit: ListedFunction['unfit']): ListedFunction {
  const parts = path.split('/')
  const api = parts[0] ?? ''
  const name = (parts.at(-1) ?? '').replace(/\.ts$/, '')
  const folder = parts.slice(1, -1).find((part) => part === 'actions' || part === 'syncs' || part === 'on-events')
  const strange = strangeness(parts, folder)
  return {
    id: `${api}/${name}`,
    api,
    name,
    kind: folder === 'syncs' ? 'sync' : 'action',
    path,
    ...((strange ?? unfit) && { unfit: strange ?? unfit! }),
  }
}

function strangeness(parts: readonly string[], folder: string | undefined): ListedFunction['unfit'] {
  if (parts.includes('..')) return { artefact: 'rejected', because: 'index.ts imports it from outside of the project' }
  if (folder === 'on-events') return { artefact: 'undecided', because: 'scripts for events are not judged yet' }
  if (folder !== undefined) return undefined
  return { artefact: 'undecided', because: 'it lies neither in actions/ nor in syncs/, so its kind is not known' }
}

/** Their fixtures and tests have one name and overwrite each other. */
function withoutTwins(all: readonly ListedFunction[]): ListedFunction[] {
  const counts = Map.groupBy(all, ({ id }) => id)
  const because =
    'a sync and an action of this integration have one name: which of them a fixture is of, nobody can tell'
  return all.map((each) => {
    const twins = counts.get(each.id) ?? []
    return twins.length > 1 && !each.unfit ? { ...each, unfit: { artefact: 'undecided', because } } : each
  })
}

function sourcesBelow(root: string): string[] {
  const found: string[] = []
  const look = (below: string, isKind: boolean) => {
    if (found.length > mostFunctions || below.split('/').length > 6) return
    for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
      const path = posix.join(below, entry.name)
      if (entry.isDirectory() && !passedOver.has(entry.name) && !entry.name.startsWith('.')) {
        look(path, isKind || ((entry.name === 'actions' || entry.name === 'syncs') && below !== ''))
      }
      const isSource = entry.name.endsWith('.ts') && !/\.(d|test|spec)\.ts$/.test(entry.name)
      if (entry.isFile() && isKind && isSource) found.push(path)
    }
  }
  look('', false)
  return found.toSorted()
}

const passedOver = new Set(['node_modules', 'build', 'dist', 'tests', 'mocks', 'receipts'])
