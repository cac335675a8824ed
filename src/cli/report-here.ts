import { readRecord } from '../record/record.ts'
import { reportOf, type Report } from '../report/report.ts'
import { shortPath } from './places.ts'

/** The report of a run, with paths as a person would type them here. */
export function reportHere(runDir: string): Report {
  const report = reportOf(readRecord(runDir))
  return { ...report, integrations: report.integrations.map((each) => ({ ...each, path: shortPath(each.path) })) }
}
