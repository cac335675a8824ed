import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { jsonWithoutPrototypes } from '../lib/json.ts'
import { readBounded } from '../lib/read-bounded.ts'

const proved = z.object({
  /** ISO 8601. */
  at: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  artefact: z.enum(['accepted', 'rejected', 'undecided']),
  /** Of the files that the verdict is about. */
  files: z.string(),
  /** What it depends on beside them. */
  parts: z.record(z.string(), z.string()),
})

/** When a function was proved last, of which files, and what came of it. */
export type LastProof = z.infer<typeof proved>

/** By function id. */
export type ProofBook = Readonly<Record<string, LastProof>>

const longest = 4 << 20

/** Empty where there is none, and undefined where it cannot be read. */
export async function readProofBook(path: string): Promise<ProofBook | undefined> {
  const read = await readBounded(path, longest)
  if (read.kind === 'absent') return {}
  if (read.kind === 'refused') return undefined
  const parsed = z.record(z.string(), proved).safeParse(jsonWithoutPrototypes(read.text))
  return parsed.success ? parsed.data : undefined
}

/** Killed in the middle, it is the old one or the new one. */
export async function writeProofBook(path: string, book: ProofBook): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const writing = `${path}.${process.pid}`
  await writeFile(writing, `${JSON.stringify(book, null, 2)}\n`)
  await rename(writing, path)
}
