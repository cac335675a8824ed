import { posix, join } from 'node:path'
import { readBounded } from '../lib/read-bounded.ts'
import type { ProjectFile } from '../nango/room.ts'

/** A source and what it imports from the project, or why that could not be read. */
export type FunctionFiles =
  | { readonly kind: 'read'; readonly source: ProjectFile; readonly helpers: readonly ProjectFile[] }
  | { readonly kind: 'unreadable'; readonly because: string }

const longestFile = 1 << 20
const mostFiles = 400
const mostBytes = 8 << 20

/** Follows relative imports from file to file. What looks like one and is none costs a file that nobody asks for. */
export async function filesOf(root: string, path: string): Promise<FunctionFiles> {
  const found = new Map<string, ProjectFile>()
  const wanted = [path]
  let bytes = 0
  for (const next of wanted) {
    if (found.has(next)) continue
    const read = await readBounded(join(root, next), longestFile)
    if (read.kind === 'refused') return { kind: 'unreadable', because: `${next}: ${read.because}` }
    if (read.kind === 'absent') continue
    bytes += read.text.length
    if (found.size >= mostFiles || bytes > mostBytes) {
      return { kind: 'unreadable', because: `it imports more than ${mostFiles} files or ${mostBytes} bytes` }
    }
    found.set(next, { path: next, text: read.text })
    if (!next.endsWith('.json')) wanted.push(...importsOf(next, read.text))
  }
  const source = found.get(path)
  if (!source) return { kind: 'unreadable', because: `${path} does not exist` }
  return { kind: 'read', source, helpers: [...found.values()].filter((file) => file !== source) }
}

/** Every file that a relative import in this text may mean. */
function importsOf(path: string, text: string): string[] {
  const named = [...text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.[^'"\n]*)['"]/g)]
  return named.flatMap(([, specifier = '']) => {
    const target = posix.join(posix.dirname(path), specifier)
    if (target.startsWith('..')) return []
    const bare = target.replace(/\.[cm]?[jt]sx?$/, '')
    return [target, ...['.ts', '.tsx', '.d.ts', '.js', '.json', '/index.ts'].map((end) => `${bare}${end}`)].filter(
      (each) => /\.([cm]?[jt]sx?|json)$/.test(each),
    )
  })
}
