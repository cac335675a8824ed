import { spawn } from 'node:child_process'
import { summaryText } from '../../report/summary-text.ts'
import { writeReport } from '../../report/write-report.ts'
import { runNamed, shortPath } from '../places.ts'
import { reportHere } from '../report-here.ts'
import { note, say, sayJson, screenOf } from '../say.ts'

export async function report(
  run: string | undefined,
  { open, json }: { open?: boolean; json?: boolean },
): Promise<number> {
  const { dir } = runNamed(run)
  const view = reportHere(dir)
  const page = await writeReport(dir, view)
  if (json) {
    sayJson(view)
  } else {
    say(summaryText(view, screenOf(process.stdout)))
    say(`report: ${shortPath(page)}\n`)
  }
  if (open) openPage(page)
  return 0
}

function openPage(page: string): void {
  const opener = spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [page], { stdio: 'ignore', detached: true })
  opener.on('error', () => note(`No program to open it was found. Open it yourself: ${page}`))
  opener.unref()
}
