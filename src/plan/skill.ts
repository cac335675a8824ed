import { sha256 } from '../lib/sha256.ts'

/** A folder with a SKILL.md, as it was when the plan was made: all that an agent may be told of it, and no path of this machine. */
export interface Skill {
  /** As its SKILL.md says, and by which an agent loads it; unique in a plan. */
  readonly name: string
  /** One line: what an agent sees of it before it loads it. */
  readonly description: string
  /** Of the name, and the path and the bytes of each file. */
  readonly sha256: string
  /** By path relative to the folder, sorted; SKILL.md is one of them. */
  readonly files: readonly SkillFile[]
}

export interface SkillFile {
  readonly path: string
  readonly text: string
}

/** What a record, a report and a receipt say of a skill. */
export type SkillMark = Pick<Skill, 'name' | 'sha256'>

/** Paths with the hash of their bytes, so that no name of a file can be taken for another's content. */
export function skillSha256(name: string, files: readonly SkillFile[]): string {
  const listed = files.map(({ path, text }) => [path, sha256(text)] as const)
  return sha256(JSON.stringify([name, listed.toSorted(([a], [b]) => (a < b ? -1 : 1))]))
}
