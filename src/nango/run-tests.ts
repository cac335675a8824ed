import { z } from 'zod'
import { jsonOrNothing } from '../lib/json.ts'
import type { BoxEnding } from '../box/box.ts'
import { runInBox } from '../box/run-in-box.ts'
import { testName } from './generated-test.ts'
import { inBoxScripts, nangoBox, projectInside } from './nango-box.ts'
import type { ProjectFile, RoomLimits, TestRun } from './room.ts'
import type { Toolchain } from './toolchain.ts'

export interface TestsOptions {
  readonly toolchain: Toolchain
  readonly project: string
  readonly files: readonly ProjectFile[]
  readonly limits: RoomLimits
}

/** Runs vitest over the tests of a project, with our configuration and none of theirs, and has its three accounts agree. */
export async function runTests({ toolchain, project, files, limits }: TestsOptions): Promise<TestRun> {
  const box = nangoBox({
    toolchain,
    project,
    argv: vitestArguments,
    handOut: reportInside,
    env: { CI: '1' },
    limits: { milliseconds: limits.milliseconds, outputBytes: longestReport, memoryMb: limits.memoryMb },
  })
  const ending = await runInBox(box)
  return accountOf(ending, readReport(ending.stdout), namesIn(files))
}

const vitest = `${projectInside}/node_modules/vitest/vitest.mjs`

const reportInside = '/tmp/report.json'

export const vitestArguments = [
  vitest,
  'run',
  '--config',
  `${inBoxScripts}/vitest.config.mts`,
  '--configLoader',
  'native',
  '--reporter=json',
  `--outputFile=${reportInside}`,
]

const report = z.object({
  success: z.boolean(),
  numTotalTests: z.number(),
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})
export type Report = z.infer<typeof report>

const longestReport = 8 << 20

/** The tests' code may have written anything in its place. */
function readReport(text: string): Report | undefined {
  return report.safeParse(jsonOrNothing(text)).data // nothing where vitest did not get so far
}

/** The names of the tests that the files themselves have: the form is that of `generatedTest`. */
function namesIn(files: readonly ProjectFile[]): string[] {
  return files
    .filter(({ path }) => /^[^/]+\/tests\/[^/]+\.test\.ts$/.test(path))
    .flatMap(({ path, text }) => {
      const suite = /^describe\('([^']*)'/m.exec(text)?.[1]
      const titles = [...text.matchAll(/^\s*it\('([^']*)'/gm)].map(([, title = '']) => title)
      return titles.map((title) => testName(path, suite === undefined ? [title] : [suite, title]))
    })
}

/** Nothing counts as passed of which exit code, report and names do not say the same. */
export function accountOf(
  ending: Pick<BoxEnding, 'exitCode' | 'timedOut' | 'stderr'>,
  account: Report | undefined,
  names: readonly string[],
): TestRun {
  const results = (account?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults.map((result) => ({ ...result, name: nameIn(name, result) })),
  )
  const named = (...statuses: string[]) =>
    results.filter(({ status }) => statuses.includes(status)).map(({ name }) => name)
  const [passed, failed] = [named('passed'), named('failed')]
  const skipped = results.filter(({ status }) => !['passed', 'failed'].includes(status)).map(({ name }) => name)
  const complaints = complaintsAbout({ ending, account, names, seen: results.map(({ name }) => name), passed })
  const messages = (account?.testResults ?? []).flatMap(({ message = '', assertionResults }) => [
    message,
    ...assertionResults.flatMap(({ failureMessages }) => failureMessages ?? []),
  ])
  const output = [...messages.filter(Boolean), ending.stderr.trim()].filter(Boolean).join('\n').slice(0, 20_000)
  const run = { exitCode: ending.exitCode, passed, failed, skipped, output }
  return complaints.length > 0 ? { ...run, disagreement: complaints.join('; ') } : run
}

function nameIn(path: string, { ancestorTitles, title }: { ancestorTitles: string[]; title: string }): string {
  return testName(path.replace(`${projectInside}/`, ''), [...ancestorTitles, title])
}

interface Accounts {
  readonly ending: { readonly exitCode: number | null; readonly timedOut: boolean }
  readonly account: Report | undefined
  readonly names: readonly string[]
  readonly seen: readonly string[]
  readonly passed: readonly string[]
}

function complaintsAbout({ ending, account, names, seen, passed }: Accounts): string[] {
  if (ending.timedOut) return ['vitest did not end in time']
  if (!account) return [`vitest wrote no report (exit code ${ending.exitCode})`]
  const missing = names.filter((name) => !seen.includes(name))
  const unknown = seen.filter((name) => !names.includes(name))
  const allPassed = passed.length === names.length && new Set(passed).size === names.length
  return [
    missing.length > 0 && `tests that did not run: ${missing.join(', ')}`,
    unknown.length > 0 && `tests that nobody generated: ${unknown.join(', ')}`,
    account.numTotalTests !== seen.length &&
      `the report counts ${account.numTotalTests} tests and names ${seen.length}`,
    account.numPassedTests !== passed.length &&
      `the report counts ${account.numPassedTests} passes, names ${passed.length}`,
    (ending.exitCode === 0) !== account.success &&
      `exit code ${ending.exitCode}, but the report says success: ${account.success}`,
    account.success && !allPassed && `the report says success, but ${passed.length} of ${names.length} passed`,
  ].filter((complaint) => complaint !== false)
}
