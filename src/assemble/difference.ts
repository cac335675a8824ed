import { type Assembled, type Project, type Site, filesToWrite } from './whole-project.ts'

/** What writing an assembly would do to a project. Paths are relative to it. */
export interface Difference {
  readonly dir: string
  readonly added: readonly string[]
  readonly changed: readonly string[]
  /** Somebody else's files where ours would be: they stay. */
  readonly left: readonly string[]
  /** Functions that are not assembled. */
  readonly leftOut: readonly LeftOut[]
  /** A person has code of their own in it. */
  readonly isShared: boolean
}

/** A function that was proved and that this project cannot have as it is. */
export interface LeftOut {
  /** `<api>/<name>`. */
  readonly interaction: string
  readonly because: string
}

interface Chosen {
  readonly project: Project
  readonly good: readonly Assembled[]
  readonly leftOut: readonly LeftOut[]
}

export async function differenceOf(
  { outputDir, ledger }: Site,
  { project, good, leftOut }: Chosen,
): Promise<Difference> {
  const files = filesToWrite(project, good)
  const states = await Promise.all(files.map(async (file) => ({ path: file.path, state: await ledger.stateOf(file) })))
  // Ours is merged into a person's index.ts.
  const isChanged = ({ path, state }: (typeof states)[number]) =>
    state === 'ours' || (state === 'foreign' && path === 'index.ts')
  const paths = (wanted: (each: (typeof states)[number]) => boolean) => states.filter(wanted).map(({ path }) => path)
  const left = paths((each) => each.state === 'foreign' && !isChanged(each))
  const isShared =
    project.isShared || left.length > 0 || states.some(({ path, state }) => path === 'index.ts' && state === 'foreign')
  return {
    dir: outputDir,
    added: paths(({ state }) => state === 'absent'),
    changed: paths(isChanged),
    left,
    leftOut,
    isShared,
  }
}
