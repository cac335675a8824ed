import { xml, type Markup } from './markup.ts'
import type { Item } from './item.ts'
import type { Report } from './report.ts'
import { apisOf } from './summary-text.ts'

/** A run as JUnit XML, for CI systems: one suite per API, one case per interaction. Blocked counts as skipped. */
export function junitOf(report: Report): string {
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="assay ${report.run}" time="${report.seconds}">
${apisOf(report).map((api) => suite(report.items.filter((item) => item.api === api)))}</testsuites>
`.markup
}

function suite(items: readonly Item[]): Markup {
  const failed = items.filter(isFailure).length
  const skipped = items.filter(isSkipped).length
  const seconds = items.reduce((sum, item) => sum + item.seconds, 0).toFixed(1)
  return xml`<testsuite name="${items[0]?.api}" tests="${items.length}" failures="${failed}" skipped="${skipped}" time="${seconds}">
${items.map(testCase)}</testsuite>
`
}

function testCase(item: Item): Markup {
  const reasons = item.history.at(-1)?.caught.map(({ check, because }) => `${check}: ${because}`) ?? []
  const why = item.because ?? reasons.join('; ')
  const pair = `${item.artefact}, conduct ${item.conduct}`
  const ending = isFailure(item)
    ? xml`<failure message="${pair}">${why}</failure>`
    : isSkipped(item) && xml`<skipped message="${why || 'open'}"/>`
  return xml`<testcase classname="${item.api}" name="${item.id.slice(item.api.length + 1)}" time="${item.seconds.toFixed(1)}">${ending}</testcase>
`
}

function isFailure({ outcome }: Item): boolean {
  return outcome === 'given-up' || outcome === 'faulted' || outcome === 'in-the-way'
}

function isSkipped({ outcome }: Item): boolean {
  return outcome === 'blocked' || outcome === null
}
