import { describe, expect, it } from 'vitest'
import { type Report, accountOf } from './run-tests.ts'

const names = ['slack/tests/slack-a.test.ts > slack a > answers', 'slack/tests/slack-b.test.ts > slack b > answers']
const ended = { exitCode: 0, timedOut: false, stderr: '' }

describe('accountOf', () => {
  it('believes a run whose exit code, report and names agree', () => {
    expect(accountOf(ended, reportOf('passed', 'passed'), names)).toEqual({
      exitCode: 0,
      passed: names,
      failed: [],
      skipped: [],
      output: '',
    })
    const failing = accountOf({ ...ended, exitCode: 1 }, reportOf('passed', 'failed'), names)
    expect(failing).toMatchObject({ passed: [names[0]], failed: [names[1]] })
    expect(failing).not.toHaveProperty('disagreement')
  })

  it.each([
    ['a skipped test', ended, reportOf('passed', 'skipped'), /1 of 2 passed/],
    ['a test that is missing', ended, reportOf('passed'), /did not run: .*slack b/],
    ['a test from elsewhere', ended, reportOf('passed', 'passed', 'passed'), /nobody generated/],
    ['an exit code that says otherwise', { ...ended, exitCode: 1 }, reportOf('passed', 'passed'), /exit code 1/],
    ['counts that say otherwise', ended, { ...reportOf('passed', 'passed'), numTotalTests: 3 }, /counts 3 tests/],
    ['no report', ended, undefined, /no report/],
    ['no end', { ...ended, timedOut: true }, reportOf('passed', 'passed'), /in time/],
  ])('says so on %s', (_, ending, report, disagreement) => {
    expect(accountOf(ending, report, names).disagreement).toMatch(disagreement)
  })
})

function reportOf(...statuses: string[]): Report {
  return {
    success: !statuses.includes('failed'),
    numTotalTests: statuses.length,
    numPassedTests: statuses.filter((status) => status === 'passed').length,
    testResults: statuses.map((status, index) => {
      const letter = 'abc'[index]
      const result = { ancestorTitles: [`slack ${letter}`], title: 'answers', status }
      return { name: `/project/slack/tests/slack-${letter}.test.ts`, assertionResults: [result] }
    }),
  }
}
