import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import { UserError } from '../lib/user-error.ts'
import type { RunFacts } from '../record/entry.ts'

const manifest = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()).default({}) })

export function assayVersion(): string {
  return ownManifest().version
}

/** Versions of everything that a run depends on. Throws `UserError` when an installed one is not the one we proved. */
export function demandVersions(): RunFacts['versions'] {
  const { version, dependencies } = ownManifest()
  const demand = (name: string, spoken: string) => {
    const [found, wanted] = [installed(name), dependencies[name]]
    if (found === wanted) return found!
    throw new UserError(
      found === undefined
        ? `${spoken} is not installed.`
        : `${spoken} is version ${found}, and Assay needs exactly ${wanted}.`,
      `Install what the lock file says (npm ci), or: npm install --save-exact ${name}@${wanted}.`,
    )
  }
  return { assay: version, opencode: demand('opencode-ai', 'OpenCode'), nango: demand('nango', 'The Nango CLI') }
}

function ownManifest() {
  return manifest.parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')))
}

/** undefined when it is not there. */
function installed(name: string): string | undefined {
  for (const directory of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    try {
      return manifest.parse(JSON.parse(readFileSync(join(directory, name, 'package.json'), 'utf8'))).version
    } catch {
      // Not in this one; Node would look in the next one too.
    }
  }
  return undefined
}
