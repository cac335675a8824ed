import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'

/** Attempts are archived, never deleted: one that does not count makes room for the one that takes its number. */
export async function setAside(attemptDir: string, why: 'fault' | 'set-aside'): Promise<void> {
  if (!existsSync(attemptDir)) return
  let count = 1
  while (existsSync(`${attemptDir}-${why}-${count}`)) count++
  await rename(attemptDir, `${attemptDir}-${why}-${count}`)
}
