import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { entriesBelow } from '../lib/entries-below.ts'
import { jsonOrNothing } from '../lib/json.ts'
import { unprivileged } from '../box/unprivileged.ts'
import { moveIntoPlace } from '../lib/move-into-place.ts'
import { sha256 } from '../lib/sha256.ts'
import { UserError } from '../lib/user-error.ts'
import { dependencyClosure, type PlacedPackage } from './dependency-closure.ts'
import { linkTree, treeFingerprint } from './link-tree.ts'
import { type Toolchain, nangoVersion, writtenByTools } from './toolchain.ts'
import { warmUp } from './warm-up.ts'

/**
 * The toolchain of the installed Nango version, made below `cacheDir` when it is not there or not whole. Any number of
 * processes may ask at once.
 */
export async function prepareToolchain(cacheDir: string): Promise<Toolchain> {
  const packages = installedPackages()
  const versions = versionsOf(packages)
  // The compile cache is Node's own: another Node, or another user in the box, needs another one.
  const parts = [layout, inBoxSources(), versions, process.execPath, unprivileged().uid, packages]
  const key = sha256(JSON.stringify(parts)).slice(0, 12)
  const dir = join(cacheDir, `nango-${versions.nango}-${key}`)
  const ready = readPrepared(dir)
  if (ready) return { dir, node: process.execPath, versions, ...ready }

  mkdirSync(cacheDir, { recursive: true, mode: 0o755 })
  sweepAbandoned(cacheDir)
  const making = mkdtempSync(join(cacheDir, `.making-${process.pid}-`))
  try {
    const prepared = await make(making, { packages, versions })
    chmodSync(making, 0o755)
    moveIntoPlace(making, dir, () => readPrepared(dir) !== undefined)
    return { dir, node: process.execPath, versions, ...prepared }
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

/** What processes were making when they were killed. */
function sweepAbandoned(cacheDir: string): void {
  for (const name of readdirSync(cacheDir)) {
    const pid = /^\.making-(\d+)-/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(join(cacheDir, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Grows when what is prepared changes. */
const layout = 3

/** Of our own scripts, some are bundled and the others are in the compile cache. */
function inBoxSources(): string[] {
  const dir = join(import.meta.dirname, 'in-box')
  const files = entriesBelow(dir).filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => sha256(readFileSync(join(parentPath, name), 'utf8'))).toSorted()
}

function installedPackages(): PlacedPackage[] {
  const packages = dependencyClosure(import.meta.dirname, ['nango', 'zod', 'vitest'])
  const zods = packages.filter(({ name }) => name === 'zod')
  // Two zods in one type check exhaust the compiler's memory.
  if (zods.length > 1) {
    const found = zods.map(({ version }) => version).join(' and ')
    throw new UserError(
      `Nango's functions would compile against two zods: ${found}.`,
      'Run `npm ci` to install the pinned versions.',
    )
  }
  return packages
}

/** Throws UserError when they are not those that Assay is built for. */
export function versionsOf(packages: readonly Pick<PlacedPackage, 'to' | 'version'>[]): Toolchain['versions'] {
  const versionOf = (name: string) => packages.find(({ to }) => to === join('node_modules', name))?.version ?? ''
  const nango = versionOf('nango')
  if (nango !== nangoVersion) {
    throw new UserError(
      `Nango ${nango} is installed, Assay is built for ${nangoVersion}.`,
      'Run `npm ci` to install the pinned version.',
    )
  }
  return { nango, zod: versionOf('zod'), vitest: versionOf('vitest'), node: process.versions.node }
}

const preparedFile = z.object({
  fingerprint: z.string(),
  commands: z.array(z.object({ name: z.string(), does: z.string(), flags: z.array(z.string()) })),
})
type Prepared = Pick<Toolchain, 'commands'>

/** Nothing if it is not there, or not as it was when it was made. */
function readPrepared(dir: string): Prepared | undefined {
  const marker = join(dir, 'prepared.json')
  if (!existsSync(marker)) return undefined
  // It may be cut short, as when the disk was full.
  const prepared = preparedFile.safeParse(jsonOrNothing(readFileSync(marker, 'utf8')))
  if (!prepared.success) return undefined
  const { fingerprint, commands } = prepared.data
  return fingerprint === treeFingerprint(dir, ['prepared.json']) ? { commands } : undefined
}

async function make(
  dir: string,
  { packages, versions }: { packages: readonly PlacedPackage[]; versions: Toolchain['versions'] },
): Promise<Prepared> {
  for (const { from, to } of packages) linkTree(from, join(dir, to))
  layOutForAgents(join(dir, 'node_modules'))
  const { commands } = await warmUp({ dir, node: process.execPath, versions, commands: [] })
  const fingerprint = treeFingerprint(dir, ['prepared.json'])
  writeFileSync(join(dir, 'prepared.json'), JSON.stringify({ fingerprint, commands }, null, 2))
  return { commands }
}

/** What npm would have made and vitest would make there: whoever sees node_modules sees it read-only. */
function layOutForAgents(modules: string): void {
  for (const name of [...writtenByTools, '.bin']) mkdirSync(join(modules, name), { mode: 0o755 })
  symlinkSync('../vitest/vitest.mjs', join(modules, '.bin', 'vitest'))
  symlinkSync('../typescript/bin/tsc', join(modules, '.bin', 'tsc'))
}
