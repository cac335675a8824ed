import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openRecord } from '../src/record/record.ts'
import { sampleRun } from './samples.ts'

const bin = fileURLToPath(new URL('../bin/assay.mjs', import.meta.url))

/** Runs Assay in a directory, to its end, with an empty environment. */
export function assayIn(dir: string, ...argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    cwd: dir,
    encoding: 'utf8',
    env: {},
  })
  return { code: status, stdout, stderr }
}

/** The sample run, as if it had been run in a directory. */
export function keepSampleRunIn(dir: string): void {
  const record = openRecord(join(dir, '.assay/runs/2026-11-23-a'))
  for (const { entry } of sampleRun()) record.append(entry)
  record[Symbol.dispose]()
}
