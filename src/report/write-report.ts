import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { junitOf } from './junit.ts'
import { reportPage } from './page.ts'
import type { Report } from './report.ts'

/** Writes `report/` of a run: `index.html`, `report.json`, `junit.xml`. Answers with the path of the page. */
export async function writeReport(runDir: string, report: Report): Promise<string> {
  const dir = join(runDir, 'report')
  await mkdir(dir, { recursive: true })
  const page = join(dir, 'index.html')
  await Promise.all([
    writeFile(page, reportPage(report)),
    writeFile(join(dir, 'report.json'), `${JSON.stringify(report, null, 2)}\n`),
    writeFile(join(dir, 'junit.xml'), junitOf(report)),
  ])
  return page
}
