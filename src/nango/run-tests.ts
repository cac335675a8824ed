import { inBoxScripts, projectInside } from './nango-box.ts'
import type { ProjectFile, RoomLimits, TestRun } from './room.ts'
import type { Toolchain } from './toolchain.ts'

export interface TestsOptions {
  readonly toolchain: Toolchain
  readonly project: string
  readonly files: readonly ProjectFile[]
  readonly limits: RoomLimits
}

export function vitestArguments(report: string): string[] {
  const vitest = `${projectInside}/node_modules/vitest/vitest.mjs`
  const config = ['--config', `${inBoxScripts}/vitest.config.mts`, '--configLoader', 'native']
  return [vitest, 'run', ...config, '--reporter=json', `--outputFile=${report}`]
}

export async function runTests(_options: TestsOptions): Promise<TestRun> {
  throw new Error('not yet')
}
