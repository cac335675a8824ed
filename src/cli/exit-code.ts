import type { Report } from '../report/report.ts'

/** 0 all accepted and assembled · 1 some not · 2 the disk is nearly full, or the model or an account does not answer · 3 budget reached · 130 interrupted. */
export function exitCodeOf(report: Report): number {
  if (report.ended === 'interrupted') return 130
  if (report.ended === 'budget') return 3
  if (report.ended === 'no-room' || report.ended === 'no-model' || report.ended === 'no-access') return 2
  const isWhole = (api: string) =>
    report.integrations.some(
      (each) => each.api === api && each.compiled && each.tests.failed === 0 && !each.leftOut?.length,
    )
  return report.items.every(({ api, outcome }) => (outcome === 'accepted' || outcome === 'reused') && isWhole(api))
    ? 0
    : 1
}
