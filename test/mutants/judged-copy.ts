import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Mutation, mutated } from './mutations.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const parts = [
  'package.json',
  'src/standins',
  'src/lib',
  'test/judges',
  'test/mutants',
  'catalogue',
  'scripts/docs-pack',
]

/** The sources of the stand-ins and the judges, in a directory of its own. */
export interface JudgedCopy extends AsyncDisposable {
  readonly directory: string
}

export async function openJudgedCopy(): Promise<JudgedCopy> {
  const directory = await mkdtemp(join(tmpdir(), 'mutants-'))
  for (const part of parts) await cp(join(root, part), join(directory, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'))
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) }
}

/** What the judges say of a mutant. */
export type Opinion =
  | { readonly kind: 'noticed'; readonly by: string; readonly complaint: string }
  | { readonly kind: 'survived' }
  /** It does not even open: no mutant that anyone could judge. */
  | { readonly kind: 'stillborn' }

/** Puts one mutant before those judges, in a process of its own that ends at the first complaint. */
export async function judgeMutant(
  { directory }: JudgedCopy,
  { api, file, mutation }: { api: string; file: string; mutation: Mutation },
  judges: readonly string[],
): Promise<Opinion> {
  const path = join(directory, file)
  const source = await readFile(path, 'utf8')
  await writeFile(path, mutated(source, mutation))
  try {
    const { told, ended } = await hearIn(directory, [api, ...judges])
    if (!told.some(({ kind }) => kind === 'open')) return { kind: 'stillborn' }
    const noticed = told.find((one): one is Opinion & { kind: 'noticed' } => one.kind === 'noticed')
    if (noticed) return noticed
    // A judge that never ends, or a process that a mutant brought down, is a complaint too.
    return ended ? { kind: 'survived' } : { kind: 'noticed', by: 'the process', complaint: 'it did not end by itself' }
  } finally {
    await writeFile(path, source)
  }
}

interface Told {
  readonly kind: string
}

const most = { cpuSeconds: 120, wallMilliseconds: 900_000, bytes: 2 ** 28 }

/** What `hear-one.ts` tells, and whether it ended as it should. */
export function hearIn(directory: string, args: readonly string[]): Promise<{ told: Told[]; ended: boolean }> {
  const command = `ulimit -t ${most.cpuSeconds}; exec "$@"`
  const script = join(directory, 'test/mutants/hear-one.ts')
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-c', command, 'sh', process.execPath, script, ...args],
      {
        cwd: directory,
        env: { ...process.env, NODE_COMPILE_CACHE: join(directory, 'compiled') },
        timeout: most.wallMilliseconds,
        killSignal: 'SIGKILL',
        maxBuffer: most.bytes,
      },
      (error, stdout) => {
        const lines = stdout.split('\n').filter((line) => line.startsWith('{"kind"'))
        resolve({ told: lines.map((line) => JSON.parse(line) as Told), ended: error === null })
      },
    )
  })
}
