import { planDemo, surprisesInDemo } from '../../demo/demo.ts'
import type { Report } from '../../report/report.ts'
import type { Screen } from '../../report/screen.ts'
import { summaryText } from '../../report/summary-text.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { placesOfDemo, shortPath } from '../places.ts'
import { runPlan } from '../run-plan.ts'
import { say, sayJson, screenOf } from '../say.ts'

interface DemoFlags {
  readonly only?: string
  readonly concurrency?: number
  readonly seed: number
  readonly json?: boolean
}

/** Builds the demo's twelve and holds each to what its part says: 0 when all ended so, else 4. */
export async function demo({ only, concurrency, seed, json }: DemoFlags): Promise<number> {
  const plan = await planDemo({ embedded: standInApis, ...(only !== undefined && { only }) })
  const { report, page } = await runPlan({ plan, places: placesOfDemo(), concurrency: concurrency ?? 4, seed })
  const surprises = surprisesInDemo(report)
  if (json) sayJson({ ...report, surprises })
  else say(demoText({ report, page: shortPath(page), surprises }, screenOf(process.stdout)))
  if (report.ended === 'interrupted') return 130
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
