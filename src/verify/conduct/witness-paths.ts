/** Files that bear witness: what an agent writes there could only be meant to be believed. */
export function bearsWitness(path: string): boolean {
  return /\.test\.(json|[cm]?[jt]s)$/.test(path) || /(^|[/\s])(tests|fixtures|mocks)\//.test(path)
}
