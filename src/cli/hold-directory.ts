import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Holder, holdLock } from '../lib/hold-lock.ts'
import { UserError } from '../lib/user-error.ts'
import { type Places, shortPath } from './places.ts'

/** Makes this the one run of a directory until disposed of. Throws `UserError` that says who else is at work in it. */
export function holdDirectory({ runs }: Places, doing: string): Disposable {
  const dir = dirname(runs)
  mkdirSync(dir, { recursive: true })
  const hold = holdLock(join(dir, 'run.lock'), doing)
  if (hold.kind === 'held') return hold
  throw new UserError(
    `Another Assay is at work in ${shortPath(dir)}${hold.by ? `: ${spoken(hold.by)}` : ''}. Nothing was started.`,
    `Wait until it ends (assay status says how far it is)${hold.by ? `, stop it (kill -INT ${hold.by.pid})` : ''}, or work in another directory.`,
  )
}

function spoken({ pid, since, doing }: Holder): string {
  return `process ${pid}, ${doing}, since ${since}`
}
