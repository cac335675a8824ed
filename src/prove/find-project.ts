import { lstatSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UserError } from '../lib/user-error.ts'

/** The root of the Nango project at a path: there, or in the directory that Nango makes for one. Throws UserError where there is none. */
export function findProject(path: string): string {
  const dir = resolve(path)
  if (!isDirectory(dir)) throw new UserError(`${path} is not a directory.`, pointAtOne)
  const found = [dir, join(dir, 'nango-integrations')].find((each) => isDirectory(each) && isProject(each))
  if (found !== undefined) return found
  if ([dir, join(dir, 'nango-integrations')].some((each) => isFile(join(each, 'nango.yaml')))) {
    throw new UserError(
      `${path} holds a project with a nango.yaml, a form that Nango has given up.`,
      'Turn it into a zero-yaml project (npx nango migrate-to-zero-yaml), then: assay verify PATH.',
    )
  }
  throw new UserError(`There is no Nango project in ${path}: no index.ts and no functions.`, pointAtOne)
}

const pointAtOne = 'Name the directory that holds the index.ts of your functions: assay verify PATH.'

function isProject(dir: string): boolean {
  if (isFile(join(dir, 'index.ts')) && !isFile(join(dir, 'nango.yaml'))) return true
  return directoriesIn(dir).some(
    (api) => isDirectory(join(dir, api, 'actions')) || isDirectory(join(dir, api, 'syncs')),
  )
}

function directoriesIn(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map(({ name }) => name)
}

function isDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
