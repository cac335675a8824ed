import { isBeingWritten } from '../../record/run-claim.ts'
import { readRecord } from '../../record/record.ts'
import { statusOf, statusText } from '../../report/status.ts'
import { runNamed } from '../places.ts'
import { say, sayJson, screenOf } from '../say.ts'

export async function status(run: string | undefined, { json }: { json?: boolean }): Promise<number> {
  const { dir } = runNamed(run)
  const view = statusOf(readRecord(dir), isBeingWritten(dir))
  if (json) sayJson(view)
  else say(statusText(view, screenOf(process.stdout)))
  return 0
}
