/** What of an `index.ts` is whose. */
export interface IndexShares {
  /** Import paths that have to stand in it, such as `./slack/actions/greet.js`. */
  readonly wanted: readonly string[]
  /** Whether we put an import there once: such a line goes when its function is not wanted any more. */
  readonly isOurs: (importPath: string) => boolean
}

/**
 * The `index.ts` of a project with our functions in it. A person's lines and comments stay where they are and ours come
 * after them; one without any of theirs is sorted.
 */
export function mergedIndex(text: string, { wanted, isOurs }: IndexShares): string {
  const lines = text.split(/\r?\n/).filter((line) => {
    const path = importIn(line)
    return path === undefined || wanted.includes(path) || !isOurs(path)
  })
  const isTheirs = (line: string) => line.trim() !== '' && !wanted.includes(importIn(line) ?? '')
  if (!lines.some(isTheirs))
    return wanted
      .toSorted()
      .map((path) => `import '${path}';\n`)
      .join('')
  const present = new Set(lines.map(importIn))
  const missing = wanted.toSorted().filter((path) => !present.has(path))
  while (lines.at(-1)?.trim() === '') lines.pop()
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  return [...lines, ...missing.map((path) => `import '${path}';`)].map((line) => line + end).join('')
}

/** Only what the CLI takes for an entry: a side-effect import that begins its line. Its `.js` may be left out. */
function importIn(line: string): string | undefined {
  const path = /^import\s+['"](\.\/[^'"]+)['"]/.exec(line)?.[1]
  return path === undefined || path.endsWith('.js') ? path : `${path}.js`
}
