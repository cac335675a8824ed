import { surprisesInDemo } from '../demo/demo.ts'
import type { Report } from '../report/report.ts'
import type { Screen } from '../report/screen.ts'
import { summaryText } from '../report/summary-text.ts'
import { shortPath } from './places.ts'
import { say, sayJson, screenOf } from './say.ts'

/** How a demo ended, whichever process came to its end. */
export function sayDemo({ report, page, json }: { report: Report; page: string; json?: boolean }): number {
  const surprises = surprisesInDemo(report)
  if (json) sayJson({ ...report, surprises })
  else say(demoText({ report, page: shortPath(page), surprises }, screenOf(process.stdout)))
  if (report.ended === 'interrupted') return 130
  if (report.ended === 'no-room') return 2
  return surprises.length === 0 ? 0 : 4
}

// Started by npm, as from a clone, `assay` alone is not on the person's PATH.
const program = process.env['npm_lifecycle_event'] === undefined ? 'assay' : 'npx assay'

function demoText(
  { report, page, surprises }: { report: Report; page: string; surprises: string[] },
  screen: Screen,
): string {
  const caught = report.items.find(({ history }) => history.length > 1)
  const next = caught ? `why ${caught.id}` : `show ${report.items[0]?.id}`
  const lines = [
    summaryText(report, screen),
    surprises.length === 0
      ? screen.paint('green', `All ${report.interactions} ended as their parts say.`)
      : screen.paint('red', 'Not everything ended as its part says:'),
    ...surprises.map((surprise) => `  ${surprise}`),
    '',
    `report   ${page}`,
    `next     ${program} ${next}`,
  ]
  return `${lines.join('\n')}\n`
}
