// `npm ci` refuses a lock file that lacks an optional package, even one for another platform; and npm drops those from
// the lock file when a registry does not serve them. `--mend` writes their entries, which need no integrity: a machine
// of that platform asks its registry by name and version.
import { readFileSync, writeFileSync } from 'node:fs'

interface Locked {
  readonly version?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const file = 'package-lock.json'
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> }
const wanted = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies).map(([name, version]) => ({ path, name, version })),
)
const missing = wanted.filter(({ path, name }) => !isLocked(path, name))

if (process.argv.includes('--mend')) {
  for (const { name, version } of missing) lock.packages[`node_modules/${name}`] = entryFor(name, version)
  lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
} else if (missing.length > 0) {
  const names = missing.map(({ name }) => name).join(', ')
  process.stderr.write(`${file} lacks ${names}: npm ci would refuse it.\nRun: node scripts/check-lockfile.ts --mend\n`)
  process.exitCode = 1
}

/** Beside the package that wants it, or in any directory above. */
function isLocked(path: string, name: string): boolean {
  const above = path.split('/node_modules/').map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'))
  return ['', ...above].some((dir) => `${dir === '' ? '' : `${dir}/`}node_modules/${name}` in lock.packages)
}

/** What its name says of the machines that it is for. */
function entryFor(name: string, version: string) {
  const os = ['linux', 'darwin', 'windows'].find((word) => name.includes(word))
  const cpu = ['arm64', 'x64'].find((word) => name.includes(word))
  if (!os || !cpu) throw new Error(`cannot tell from its name which machines ${name} is for`)
  return {
    version,
    cpu: [cpu],
    ...(name.endsWith('-musl') && { libc: ['musl'] }),
    optional: true,
    os: [os === 'windows' ? 'win32' : os],
  }
}
