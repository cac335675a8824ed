import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { UserError } from '../lib/user-error.ts'

/** The version that prompts, events and the trace's schema were measured on. */
export const openCodeVersion = '1.18.33'

/** Path of OpenCode's executable for this machine, in the pinned version. */
export function openCodeBinary(): string {
  const require = createRequire(import.meta.url)
  const platform = `opencode-${process.platform}-${process.arch}`
  for (const name of hasAvx2() ? [platform, `${platform}-baseline`] : [`${platform}-baseline`, platform]) {
    const manifest = resolved(require, `${name}/package.json`)
    if (!manifest) continue
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')))
    if (version !== openCodeVersion) {
      throw new UserError(
        `OpenCode ${version} is installed, Assay is built for ${openCodeVersion}.`,
        'Run `npm ci` to install the pinned version.',
      )
    }
    return join(dirname(manifest), 'bin', 'opencode')
  }
  throw new UserError(
    `OpenCode's executable for ${process.platform} ${process.arch} is not installed.`,
    'Run `npm ci`.',
  )
}

function resolved(require: NodeJS.Require, specifier: string): string | undefined {
  try {
    return require.resolve(specifier)
  } catch {
    return undefined // an optional package of another platform is simply not there
  }
}

/** The ordinary x64 build needs AVX2; the baseline build does not. */
function hasAvx2(): boolean {
  if (process.arch !== 'x64' || !existsSync('/proc/cpuinfo')) return true
  return /\bavx2\b/.test(readFileSync('/proc/cpuinfo', 'utf8'))
}
