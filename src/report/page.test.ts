import { describe, expect, it } from 'vitest'
import { interaction, recorded, runFacts, sampleRun } from '../../test/samples.ts'
import { junitOf } from './junit.ts'
import { reportPage } from './page.ts'
import { reportOf } from './report.ts'

describe('the page', () => {
  const page = reportPage(reportOf(sampleRun()))

  it('loads nothing and runs nothing', () => {
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/<script|<link|<img|<iframe|src=|url\(|@import|https?:/)
  })

  it('says first that a script played the model', () => {
    const body = page.slice(page.indexOf('<body>'))
    expect(body.replace(/<[^>]+>/g, ' ').trim()).toMatch(/^Rehearsal: /)
  })

  it('shows every interaction, and what caught an attempt', () => {
    for (const { id } of reportOf(sampleRun()).items) expect(page).toContain(`id="${id.replace('/', '-')}"`)
    expect(page).toContain('another workspace; the box stopped it')
    expect(page.replace(/<[^>]+>|\s+/g, ' ')).toMatch(/Behaviours, guardrails enforce .* stayed-inside +severe +1 +0 /)
  })

  it('counts a reused function as accepted, and one that was not built as neither that nor open', () => {
    const ids = ['slack/one', 'slack/two']
    const entries = recorded(
      { kind: 'run-started', ...runFacts() },
      { kind: 'planned', interactions: ids.map((id) => interaction(id)) },
      { kind: 'settled', interaction: ids[0]!, outcome: { kind: 'reused', run: 'a', attempt: 1, review: false } },
      {
        kind: 'settled',
        interaction: ids[1]!,
        outcome: { kind: 'in-the-way', because: 'slack/actions/two.ts is yours' },
      },
    )
    const text = reportPage(reportOf(entries))
      .replace(/<[^>]+>|\s+/g, ' ')
      .replace(/ +/g, ' ')
    expect(text).toContain(' 1 of 2 accepted 0 blocked, with proof 1 not accepted 0 attempts judged')
  })

  it('shows hostile text as text', () => {
    const evil = '</style><script>alert(1)</script>"\'&\u202e'
    const entries = recorded(
      { kind: 'run-started', ...runFacts({ run: evil, model: evil }) },
      { kind: 'planned', interactions: [interaction('slack/it', { does: evil })] },
    )
    const hostile = reportPage(reportOf(entries))
    expect(hostile).not.toContain('<script')
    expect(hostile).not.toContain('\u202e')
    expect(hostile).toContain('&#60;script&#62;')
    expect(junitOf(reportOf(entries))).not.toContain('<script')
  })
})

describe('what is left in live accounts', () => {
  const of = { api: 'toy', interaction: 'toy/a', attempt: 1, write: 'w' }
  const address = 'https://api.example/v1/things/<b>17</b>'
  const thing = { name: '17', collection: '<i>things</i>', address, isCertain: false }
  const entries = recorded(
    { kind: 'run-started', ...runFacts({ upstream: 'direct' }) },
    { kind: 'write-sent', ...of, method: 'POST', address: 'https://api.example/v1/things' },
    { kind: 'write-answered', ...of, made: [thing], effect: 'none' },
    { kind: 'thing-left', api: 'toy', address, because: 'it answered <script>no</script>' },
  )

  it('stands in the page, as text, with its reason', () => {
    const page = reportPage(reportOf(entries))
    expect(page).toContain('Left in live accounts')
    expect(page).toContain('&#60;i&#62;things&#60;/i&#62; 17')
    expect(page).toContain('https://api.example/v1/things/&#60;b&#62;17')
    expect(page).toContain('it answered &#60;script&#62;no')
    expect(page).not.toMatch(/<script|<i>|<b>17|href="https/)
  })

  it('has no place in it where nothing was left', () => {
    expect(reportPage(reportOf(sampleRun()))).not.toContain('Left in live accounts')
  })
})

describe('junit.xml', () => {
  it('counts what was given up as a failure and what is blocked as skipped', () => {
    const xml = junitOf(reportOf(sampleRun()))
    expect(xml).toContain('<testsuite name="slack" tests="2" failures="1" skipped="0"')
    expect(xml).toContain('<testsuite name="google-calendar" tests="2" failures="0" skipped="1"')
  })
})
