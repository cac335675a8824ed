import { runInBox } from '../box/run-in-box.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { nangoBox, nangoCli } from '../nango/nango-box.ts'
import { writeProject } from '../nango/project.ts'
import { runTests } from '../nango/run-tests.ts'
import type { ProjectFile } from '../nango/room.ts'
import type { Toolchain } from '../nango/toolchain.ts'

const limits = { milliseconds: 300_000, memoryMb: 4096 }

/** Compiles a whole project with the plain CLI, on a copy. Its words when it does not; undefined when it does. */
export function compileComplaint(toolchain: Toolchain, files: readonly ProjectFile[]): Promise<string | undefined> {
  return inCopy(files, async (project) => {
    const box = nangoBox({
      toolchain,
      project,
      argv: [nangoCli, 'compile', '--no-interactive'],
      limits: { ...limits, outputBytes: 1 << 20 },
    })
    const { exitCode, stderr, timedOut } = await runInBox(box)
    if (exitCode === 0) return undefined
    return timedOut ? 'it took longer than five minutes' : wordsIn(stderr)
  })
}

/** Names of the tests that pass, on a copy; none if vitest's accounts do not agree. */
export function passingTests(toolchain: Toolchain, files: readonly ProjectFile[]): Promise<ReadonlySet<string>> {
  return inCopy(files, async (project) => {
    const tests = await runTests({ toolchain, project, files, limits })
    return new Set(tests.disagreement === undefined ? tests.passed : [])
  })
}

async function inCopy<result>(
  files: readonly ProjectFile[],
  work: (project: string) => Promise<result>,
): Promise<result> {
  const temp = await openTempDir()
  try {
    await writeProject(temp.dir, files)
    return await work(temp.dir)
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

/** Without the lines of progress, and not more than a person reads. */
function wordsIn(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(- |✔ |✖ |Typechecking|Building|Generating)/.test(line))
  return lines.join('\n').slice(0, 1500) || 'it does not compile, and the compiler gave no reason'
}
