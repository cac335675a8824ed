import { spawnSync } from 'node:child_process'

/** Whether bubblewrap is installed, for tests that need it. Says so when they are skipped; in CI they may not be. */
export const boxHere = look()

function look(): boolean {
  if (spawnSync('bwrap', ['--version']).status === 0) return true
  if (process.env['CI'])
    throw new Error('bubblewrap is missing, and these tests may not be skipped in CI: scripts/setup')
  process.stderr.write('SKIPPED: tests of the box, because bubblewrap is not installed (scripts/setup)\n')
  return false
}
