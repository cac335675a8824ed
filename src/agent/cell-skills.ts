import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { filesBeside, frontmatterOf, skillFile } from '../lib/skill-text.ts'
import type { Skill } from '../plan/skill.ts'

/** OpenCode's own tool by which an agent loads a skill. */
export const skillTool = 'skill'

/**
 * Lays skills out where OpenCode looks for them, in the read-only configuration of a cell: name, description and
 * instructions, and nothing else that a SKILL.md may ask of OpenCode. What stands beside it is in the workspace, since
 * an agent's hands reach nothing of its cell.
 */
export async function writeCellSkills(dir: string, skills: readonly Skill[]): Promise<void> {
  for (const skill of skills) {
    const place = join(dir, 'skills', skill.name)
    await mkdir(place, { recursive: true })
    await writeFile(join(place, skillFile), skillMarkdown(skill))
  }
}

/** These by name, and no other: OpenCode brings one of its own along. Last match wins. */
export function skillPermission(skills: readonly Skill[]): string[] {
  if (skills.length === 0) return []
  return [`${skillTool}:`, '  "*": deny', ...skills.map(({ name }) => `  ${JSON.stringify(name)}: allow`)]
}

function skillMarkdown(skill: Skill): string {
  const { name, description, files } = skill
  const head = `---\nname: ${JSON.stringify(name)}\ndescription: ${JSON.stringify(description)}\n---\n`
  const own = files.find(({ path }) => path === skillFile)?.text ?? ''
  const beside = filesBeside(skill).map(({ path }) => `- ${path}`)
  const rest =
    beside.length > 0
      ? `\n\nIts other files are below no base directory, but in your workspace:\n\n${beside.join('\n')}\n`
      : ''
  return `${head}${(frontmatterOf(own)?.below ?? '').trimEnd()}${rest || '\n'}`
}
