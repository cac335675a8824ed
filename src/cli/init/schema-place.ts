import { existsSync } from 'node:fs'
import { constants, copyFile, mkdir, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const shipped = fileURLToPath(new URL('../../../schema/assay.schema.json', import.meta.url))

/**
 * Where a spec in `dir` finds its JSON Schema: in the package, if that is part of the project; else in a copy beside
 * the runs, as the package's own place differs from machine to machine.
 */
export async function schemaSeenFrom(dir: string, schema: string = shipped): Promise<string> {
  const inProject = ancestors(dir).some((each) => schema.startsWith(join(each, 'node_modules') + sep))
  if (inProject || schema.startsWith(dir + sep)) return spelled(relative(dir, schema))
  const copy = join(dir, '.assay', 'assay.schema.json')
  // Not with what is above it: a mistyped directory is a mistake.
  if (!existsSync(dirname(copy))) await mkdir(dirname(copy))
  // A link that lies there is replaced, and what it leads to stays as it is.
  await rm(copy, { force: true })
  await copyFile(schema, copy, constants.COPYFILE_EXCL)
  return spelled(relative(dir, copy))
}

function ancestors(dir: string): string[] {
  const above = dirname(dir)
  return above === dir ? [dir] : [dir, ...ancestors(above)]
}

function spelled(path: string): string {
  const slashes = path.split(sep).join('/')
  return slashes.startsWith('../') ? slashes : `./${slashes}`
}
