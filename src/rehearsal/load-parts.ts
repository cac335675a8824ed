import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { entriesBelow } from '../lib/entries-below.ts'
import { UserError } from '../lib/user-error.ts'
import type { GalleryPart } from './gallery-part.ts'

const some = <entry extends z.ZodType>(entry: entry) => z.array(entry).min(1)

const part = z.looseObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case'),
  kind: z.enum(['villain', 'oddity']),
  does: z.string().min(1),
  moves: z.array(z.string()).default([]),
  on: some(z.string()),
  expects: z.object({
    artefact: some(z.enum(['accepted', 'rejected', 'blocked'])),
    conduct: some(z.enum(['clean', 'note', 'violation', 'severe'])),
  }),
  caughtBy: z.array(z.string()).default([]),
  guardrails: z.enum(['observe']).optional(),
  play: z.custom<GalleryPart['play']>((value) => typeof value === 'function', 'must be a generator function'),
})

/**
 * The parts of a directory: every export of its `.ts`, `.mts`, `.js` and `.mjs` files that has a `play`. They are scripts
 * of the person who names the directory and run with that person's rights. Throws `UserError` for what is no part.
 */
export async function loadParts(dir: string): Promise<GalleryPart[]> {
  const files = filesOf(resolve(dir))
  const found: GalleryPart[] = []
  for (const file of files) found.push(...(await partsIn(file)))
  if (found.length === 0) {
    throw new UserError(
      `${dir} holds no parts.`,
      'A part is an exported object with name, kind, does, on, expects and play: see docs/how-assay-decides.md.',
    )
  }
  const twice = found.find(({ name }, index) => found.findIndex((other) => other.name === name) !== index)
  if (twice) throw new UserError(`Two parts of ${dir} are called ${twice.name}.`, 'Give one of them another name.')
  return found
}

function filesOf(dir: string): string[] {
  try {
    return entriesBelow(dir)
      .filter((entry) => entry.isFile() && /\.m?[jt]s$/.test(entry.name) && !/\.(test|d)\.m?ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !file.includes('/node_modules/'))
      .toSorted()
  } catch (error) {
    throw new UserError(`${dir} cannot be read: ${messageOf(error)}`, 'Name a directory with --parts.')
  }
}

async function partsIn(file: string): Promise<GalleryPart[]> {
  const module = (await import(pathToFileURL(file).href).catch((error: unknown) => {
    throw new UserError(`${file} cannot be loaded: ${messageOf(error)}`, 'Mend it, or take it out of the directory.')
  })) as Record<string, unknown>
  const candidates = Object.values(module).filter(
    (value) => typeof value === 'object' && value !== null && 'play' in value,
  )
  return candidates.map((candidate) => {
    const read = part.safeParse(candidate)
    if (read.success) return candidate as GalleryPart
    throw new UserError(`${file} has a part that cannot be played:\n${z.prettifyError(read.error)}`, 'Mend it.')
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
