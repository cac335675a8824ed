import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hearIn } from './judged-copy.ts'
import { type Mutation, mutationsOf } from './mutations.ts'

/** A change that could be made, and who would execute what it changes. */
export interface Candidate {
  readonly api: string
  readonly file: string
  readonly mutation: Mutation
  readonly judges: readonly string[]
}

/** Every change of an API's sources that lies in what at least one of its judges executes. */
export async function candidatesFor(api: string, directory: string): Promise<Candidate[]> {
  const executions = await executionsOf(api, directory)
  return sourcesOf(api, directory).flatMap((file) => {
    const source = readFileSync(join(directory, file), 'utf8')
    return mutationsOf(file, source).flatMap((mutation) => {
      const judges = executions
        .filter(({ files }) => isExecuted(files.get(file) ?? [], mutation))
        .map(({ judge }) => judge)
      if (judges.length === 0) return []
      const names = judges.includes(everyone)
        ? executions.map(({ judge }) => judge).filter((one) => one !== everyone)
        : judges
      return [{ api, file, mutation, judges: names }]
    })
  })
}

/** What answers; not what an account is filled with, nor what is read from behind the API. */
function sourcesOf(api: string, directory: string): string[] {
  const shared = api.startsWith('google-') ? ['src/standins/google/**/*.ts'] : []
  return globSync([`src/standins/${api}/**/*.ts`, ...shared], { cwd: directory })
    .filter((file) => !/\.test\.ts$|\/seed\/|\/snapshot-|standard-lines/.test(file))
    .toSorted()
}

const everyone = 'everyone'

type Range = readonly [start: number, end: number, count: number]

interface Execution {
  readonly judge: string
  readonly files: ReadonlyMap<string, readonly Range[]>
}

async function executionsOf(api: string, directory: string): Promise<Execution[]> {
  const { told, ended } = await hearIn(directory, [api, 'executed'])
  if (!ended)
    throw new Error(`The judges of ${api} have to be content before they judge mutants: npm run judges -- ${api}`)
  return (told as unknown as { judge: string; files: { file: string; ranges: Range[] }[] }[]).map(
    ({ judge, files }) => ({
      judge,
      files: new Map(files.map(({ file, ranges }) => [file, ranges])),
    }),
  )
}

/** Of the ranges round a place the narrowest tells whether it was executed. */
function isExecuted(ranges: readonly Range[], { start, end }: Mutation): boolean {
  const round = ranges.filter(([from, to]) => from <= start && end <= to)
  const [narrowest] = round.toSorted((one, other) => one[1] - one[0] - (other[1] - other[0]))
  return narrowest !== undefined && narrowest[2] > 0
}
