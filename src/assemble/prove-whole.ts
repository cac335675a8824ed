import { runInBox } from '../box/run-in-box.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { nangoBox, nangoCli } from '../nango/nango-box.ts'
import { writeProject } from '../nango/project.ts'
import { runTests } from '../nango/run-tests.ts'
import type { ProjectFile } from '../nango/room.ts'
import type { Toolchain } from '../nango/toolchain.ts'

export interface WholeProof {
  compiled(api: string): boolean
  /** Names of tests; empty if vitest's accounts do not agree. */
  readonly passed: ReadonlySet<string>
}

const deadline = 300_000

/** Compiles a whole project with the plain CLI and runs all its tests, on a copy. */
export async function proveWhole(toolchain: Toolchain, files: readonly ProjectFile[]): Promise<WholeProof> {
  const temp = await openTempDir()
  try {
    await writeProject(temp.dir, files)
    const limits = { milliseconds: deadline, memoryMb: 4096 }
    const box = { toolchain, project: temp.dir, limits: { ...limits, outputBytes: 1 << 20 } }
    const compile = await runInBox(nangoBox({ ...box, argv: [nangoCli, 'compile', '--no-interactive'] }))
    const tests = await runTests({ toolchain, project: temp.dir, files, limits })
    // The CLI compiles all or nothing; an integration is part of the whole.
    const compiled = compile.exitCode === 0
    return { compiled: () => compiled, passed: new Set(tests.disagreement === undefined ? tests.passed : []) }
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}
