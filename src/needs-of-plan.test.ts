import { describe, expect, it } from 'vitest'
import { checkNames } from './check-names.ts'
import { connectText } from './cli/commands/connect.ts'
import { needsOfPlan } from './needs-of-plan.ts'
import { parseSpec } from './plan/parse-spec.ts'
import { planSpec } from './plan/plan.ts'
import { serveStandIns } from './standins/serve/serve-stand-ins.ts'

const planOf = (upstream: 'embedded' | 'nango' | 'direct', more = '') =>
  planSpec(
    parseSpec(
      `version: 1
models: [rehearsal/author]
apis:
  slack:
    connection: my-slack
    ${more}
    interactions:
      send-message: { does: Send a message., operations: [POST /chat.postMessage] }
      reply: { does: Reply to a message., operations: [POST /chat.postMessage] }
      ask: Ask something.
`,
      'a.yaml',
      checkNames,
    ),
    { embedded: ['slack'], upstream },
  )

describe('what the accounts of a plan take', () => {
  it('is nothing where stand-ins answer', async () => {
    const needs = await needsOfPlan(planOf('embedded'), {})
    expect(needs).toMatchObject([{ api: 'slack', name: 'Slack', interactions: 3, missing: [] }])
    expect(connectText('embedded', needs)).toBe(
      'slack  Slack · 3 interactions · embedded\nNothing is needed: stand-ins on this machine answer.\n',
    )
  })

  it('is a key for Nango, with what mends its absence, the scopes and where to read on', async () => {
    const needs = await needsOfPlan(planOf('nango'), {})
    expect(needs).toMatchObject([
      {
        connection: 'my-slack',
        scopes: [{ anyOf: ['chat:write'], for: ['send-message', 'reply'] }],
        scopesUnknown: ['ask'],
        links: [expect.stringMatching(/^https:\/\/nango\.dev\/docs\/.*slack/), expect.stringMatching(/^https:/)],
        missing: [{ what: expect.stringContaining('NANGO_SECRET_KEY'), mend: expect.stringMatching(/./) }],
      },
    ])
    expect(connectText('nango', needs)).toMatch(
      /connection my-slack of your Nango\n {2}✗ .*NANGO_SECRET_KEY.*\n {2}fix {4}.*\n {2}scope {2}chat:write {2}\(send-message, reply\)\n.*1 API cannot be entered yet\.\n$/s,
    )
  })

  it('is a credential in the environment, and nothing more once it is there', async () => {
    const served = await serveStandIns({ port: 0, seed: 1 })
    try {
      const { url = '' } = served.apis.find(({ api }) => api === 'slack') ?? {}
      const plan = planOf('direct', `address: ${url}/api`)
      expect(await needsOfPlan(plan, {})).toMatchObject([
        { missing: [{ mend: expect.stringContaining('ASSAY_SLACK_TOKEN') }] },
      ])
      const needs = await needsOfPlan(plan, { ASSAY_SLACK_TOKEN: served.credential })
      expect(needs).toMatchObject([{ missing: [] }])
      expect(connectText('direct', needs)).toMatch(/✓ the account can be entered\n.*next: assay run\n$/s)
      expect(JSON.stringify(needs)).not.toContain(served.credential)
    } finally {
      await served[Symbol.asyncDispose]()
    }
  })
})
