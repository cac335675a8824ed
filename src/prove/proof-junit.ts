import { type Markup, xml } from '../report/markup.ts'
import type { FunctionProof, ProjectProof } from './project-proof.ts'

/** A proof of a project as JUnit XML: one suite per API, one case per function. What is undecided counts as an error. */
export function proofJunit({ items, project, seconds }: ProjectProof): string {
  const apis = [...new Set(items.map(({ api }) => api))]
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="assay verify ${project}" time="${seconds}">
${apis.map((api) =>
  suite(
    api,
    items.filter((item) => item.api === api),
  ),
)}</testsuites>
`.markup
}

function suite(api: string, items: readonly FunctionProof[]): Markup {
  const count = (wanted: FunctionProof['artefact']) => items.filter(({ artefact }) => artefact === wanted).length
  const seconds = items.reduce((sum, item) => sum + item.seconds, 0).toFixed(1)
  return xml`<testsuite name="${api}" tests="${items.length}" failures="${count('rejected')}" errors="${count('undecided')}" time="${seconds}">
${items.map(testCase)}</testsuite>
`
}

function testCase({ api, name, artefact, evidence, says, because, seconds }: FunctionProof): Markup {
  const message = `${artefact}, evidence ${evidence ?? 'none'}`
  const text = because.join('\n')
  const ending = {
    accepted: xml`<system-out>${message}: ${says}</system-out>`,
    rejected: xml`<failure message="${message}">${text}</failure>`,
    undecided: xml`<error message="${message}">${text}</error>`,
  }[artefact]
  return xml`<testcase classname="${api}" name="${name}" time="${seconds.toFixed(1)}">${ending}</testcase>
`
}
