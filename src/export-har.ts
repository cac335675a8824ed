import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { writeHar } from './gateway/write-har.ts'
import { UserError } from './lib/user-error.ts'

/**
 * Writes what an attempt and its verifications asked of the API as one HAR file, redacted as their recordings are, and
 * answers with the number of exchanges. Throws UserError where there is no recording.
 */
export async function exportHar(attemptDir: string, file: string, version: string): Promise<number> {
  const recordings = [
    { title: 'attempt', recordingPath: join(attemptDir, 'recording.jsonl') },
    ...globSync('verification-*/recording.jsonl', { cwd: attemptDir })
      .toSorted()
      .map((path) => ({ title: path.split('/')[0]!, recordingPath: join(attemptDir, path) })),
  ].filter(({ recordingPath }) => existsSync(recordingPath))
  if (recordings.length === 0) {
    throw new UserError(`There is no recording in ${attemptDir}.`, 'Choose an attempt that has begun, or another run.')
  }
  return await writeHar(file, recordings, version)
}
