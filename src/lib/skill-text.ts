/** The file that makes a folder a skill. */
export const skillFile = 'SKILL.md'

/** A text that begins with YAML between two lines of hyphens; nothing for any other. */
export function frontmatterOf(text: string): { readonly yaml: string; readonly below: string } | undefined {
  const found = /^\uFEFF?---[ \t]*\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)([^]*)$/.exec(text)
  return found ? { yaml: found[1] ?? '', below: found[2] ?? '' } : undefined
}

interface WithFiles {
  readonly name: string
  readonly files: readonly { readonly path: string; readonly text: string }[]
}

/** What stands beside the SKILL.md of a skill, by the path at which an agent's workspace has it. */
export function filesBeside({ name, files }: WithFiles): { readonly path: string; readonly text: string }[] {
  return files.flatMap(({ path, text }) => (path === skillFile ? [] : [{ path: `skills/${name}/${path}`, text }]))
}
