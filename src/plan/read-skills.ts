import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { printable } from '../lib/printable.ts'
import { frontmatterOf, skillFile } from '../lib/skill-text.ts'
import { UserError } from '../lib/user-error.ts'
import { type Skill, type SkillFile, skillSha256 } from './skill.ts'

/** Of one skill. A SKILL.md is given to a model whole, and OpenCode cuts what is longer than 50 KB. */
const most = { files: 50, bytes: 400_000, instructions: 40_000, depth: 5 }

/**
 * Reads the folders that a spec names, each once. `names` are as the person wrote them, `below` is where they are
 * relative to. Throws a `UserError` that names the folder and the fix.
 */
export async function readSkills(names: readonly string[], below: string): Promise<readonly Skill[]> {
  const skills: Skill[] = []
  for (const name of names) {
    const skill = await readSkill(name, below)
    if (skills.some((other) => other.name === skill.name)) {
      throw wrong(name, `has the name of another one: ${skill.name}`, 'Give each skill a name of its own.')
    }
    skills.push(skill)
  }
  return skills
}

async function readSkill(folder: string, below: string): Promise<Skill> {
  const dir = resolve(below, folder)
  const stat = await lstat(dir).catch(() => undefined) // not there, or not for us to see: said alike
  if (!stat)
    throw wrong(
      folder,
      'is not there',
      `Name a folder with a ${skillFile}, relative to the spec (for bench ab: to this directory).`,
    )
  if (!stat.isDirectory()) throw wrong(folder, 'is not a folder', `Name the folder that ${skillFile} is in, itself.`)
  const files = await filesIn(folder, dir)
  const own = files.find(({ path }) => path === skillFile)
  if (!own) throw wrong(folder, `has no ${skillFile}`, `Name the folder that ${skillFile} is in.`)
  if (Buffer.byteLength(own.text) > most.instructions) {
    throw wrong(
      folder,
      `has a ${skillFile} of more than ${most.instructions / 1000} KB`,
      'Move what is not always needed into files beside it.',
    )
  }
  const { name, description } = headOf(folder, own.text)
  return { name, description, sha256: skillSha256(name, files), files }
}

async function filesIn(folder: string, dir: string): Promise<SkillFile[]> {
  const files: SkillFile[] = []
  let bytes = 0
  const walk = async (at: string, depth: number): Promise<void> => {
    if (depth > most.depth) throw wrong(folder, `is deeper than ${most.depth} folders`, 'Make it flatter.')
    const entries = await readdir(join(dir, at), { withFileTypes: true })
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      // What version control and file managers leave is no part of a skill.
      if (entry.name.startsWith('.')) continue
      const path = at === '' ? entry.name : `${at}/${entry.name}`
      if (entry.isDirectory()) {
        await walk(path, depth + 1)
        continue
      }
      if (!entry.isFile()) {
        throw wrong(folder, `has ${shown(path)}, which is a link or no file`, 'Put a copy of the file in its place.')
      }
      if (!/^[\w][\w .-]*(\/[\w][\w .-]*)*$/.test(path)) {
        throw wrong(
          folder,
          `has a file of a strange name: ${shown(path)}`,
          'Use letters, digits, spaces and . _ - only.',
        )
      }
      const text = await textOf(folder, { path, at: join(dir, path), left: most.bytes - bytes })
      bytes += Buffer.byteLength(text)
      files.push({ path, text })
      if (files.length > most.files)
        throw wrong(folder, `has more than ${most.files} files`, 'Take out what no agent needs.')
    }
  }
  await walk('', 1)
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** Never through a link, though one be put there after the look. */
async function textOf(folder: string, file: { path: string; at: string; left: number }): Promise<string> {
  const { path, at, left } = file
  const handle = await open(at, constants.O_RDONLY | constants.O_NOFOLLOW).catch((cause: Error) => {
    throw wrong(folder, `has ${shown(path)}, which cannot be read: ${cause.message}`, 'Let it be read.')
  })
  let bytes: Buffer
  try {
    if ((await handle.stat()).size > left) {
      throw wrong(folder, `is larger than ${most.bytes / 1000} KB`, 'Take out what no agent needs.')
    }
    bytes = await handle.readFile()
  } finally {
    await handle.close()
  }
  const text = decoded(bytes)
  if (text !== undefined && !text.includes('\0')) return text
  throw wrong(
    folder,
    `has ${shown(path)}, which is not text in UTF-8`,
    'Agents read text: take it out, or save it as UTF-8.',
  )
}

/** With its byte order mark, so that the text is the bytes. */
function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined // bytes that are not UTF-8 are all that a fatal decoder throws about
  }
}

/** OpenCode brings one along, which no agent here may load. */
const taken = 'customize-opencode'

const head = z.looseObject({
  name: z
    .string('has no name')
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not a name: use lower-case words joined by hyphens')
    .max(64, 'is longer than 64 characters')
    .refine((name) => name !== taken, 'is the name of one that OpenCode brings along'),
  description: z
    .string('is missing: it is what an agent decides by')
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .refine((text) => text !== '', 'is empty')
    .refine((text) => text.length <= 1024, 'is longer than 1,024 characters'),
})

function headOf(folder: string, text: string): z.infer<typeof head> {
  const fix = `Begin ${skillFile} with:\n---\nname: my-skill\ndescription: What it is for, in one line\n---`
  const front = frontmatterOf(text)
  if (!front) throw wrong(folder, `has a ${skillFile} without name and description`, fix)
  let yaml: unknown
  try {
    yaml = parse(front.yaml)
  } catch (cause) {
    throw wrong(folder, `has a ${skillFile} whose first lines are not YAML: ${(cause as Error).message}`, fix)
  }
  const parsed = head.safeParse(yaml)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw wrong(folder, `has a ${skillFile} in which "${issue?.path.join('.') || 'frontmatter'}" ${issue?.message}`, fix)
}

function shown(path: string): string {
  return printable(path, 100)
}

function wrong(folder: string, because: string, fix: string): UserError {
  return new UserError(`The skill ${printable(folder, 200)} ${printable(because, 400)}.`, fix)
}
