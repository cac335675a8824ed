import { join } from 'node:path'
import { attemptLeft } from '../../attempt-left.ts'
import { exportHar } from '../../export-har.ts'
import { didYouMean } from '../../lib/nearest-word.ts'
import { UserError } from '../../lib/user-error.ts'
import { readRecord } from '../../record/record.ts'
import { reportOf, type Report } from '../../report/report.ts'
import type { Item } from '../../report/item.ts'
import { showOf, showText } from '../../report/show.ts'
import { runNamed, shortPath } from '../places.ts'
import { say, sayJson, screenOf } from '../say.ts'
import { assayVersion } from '../versions.ts'

interface ShowFlags {
  readonly run?: string
  readonly json?: boolean
  readonly har?: string
}

export async function show(id: string, attempt: string | undefined, { run, json, har }: ShowFlags): Promise<number> {
  const { dir } = runNamed(run)
  const recorded = readRecord(dir)
  const item = itemNamed(reportOf(recorded), id)
  const view = showOf(recorded, item.id, attempt === undefined ? undefined : Number(attempt))
  if (!view) {
    const judged = item.history.map((each) => each.attempt)
    throw new UserError(
      `${item.id} has no judged attempt "${attempt}".`,
      judged.length === 0 ? 'None was judged yet.' : `Judged attempts: ${judged.join(', ')}.`,
    )
  }
  const number = view.attempt?.attempt ?? 1
  const dirOf = (each: number) => join(dir, item.id, `attempt-${each}`)
  if (har !== undefined) {
    const exchanges = await exportHar(dirOf(number), har, assayVersion())
    if (json) sayJson({ har, exchanges })
    else say(`${har}: ${exchanges} exchanges\n`)
    return 0
  }
  const left = await attemptLeft(dirOf(number), view.interaction)
  const earlier = item.history.findLast((each) => each.attempt < number)
  const before = earlier && (await attemptLeft(dirOf(earlier.attempt), view.interaction))
  const files = dirOf(number)
  if (json) sayJson({ ...view, files, ...left, ...(before?.source !== undefined && { sourceBefore: before.source }) })
  else say(showText(view, { directory: shortPath(files), left, ...(before && { before }) }, screenOf(process.stdout)))
  return 0
}

/** By id, or by name alone where only one API has it. Throws `UserError` with the nearest one. */
export function itemNamed({ run, items }: Report, id: string): Item {
  const [found, ...more] = items.filter((item) => item.id === id || item.id.endsWith(`/${id}`))
  if (found && more.length === 0) return found
  const ids = items.map((item) => item.id)
  const near = didYouMean(id, [...ids, ...ids.map((each) => each.split('/')[1] ?? '')])
  throw new UserError(
    found ? `"${id}" is the name of several interactions.` : `Run ${run} has no interaction "${id}".${near}`,
    `Its interactions: ${ids.join(', ')}.`,
  )
}
