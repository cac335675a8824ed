/** Why a function is not put where such files are. */
export function inTheWay(paths: readonly string[]): string {
  return `Assay did not write ${paths.join(', ')}, or it was changed since; it stays as it is`
}
