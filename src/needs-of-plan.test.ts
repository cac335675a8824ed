import { describe, expect, it } from 'vitest'
import { checkNames } from './check-names.ts'
import { connectText } from './cli/commands/connect.ts'
import { needsOfPlan } from './needs-of-plan.ts'
import { parseSpec } from './plan/parse-spec.ts'
import { planSpec } from './plan/plan.ts'

const planOf = (upstream: 'embedded' | 'nango' | 'direct') =>
  planSpec(
    parseSpec(
      `version: 1
models: [rehearsal/author]
apis:
  slack:
    connection: my-slack
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
    const needs = await needsOfPlan(planOf('embedded'))
    expect(needs).toMatchObject([{ api: 'slack', name: 'Slack', interactions: 3, missing: [] }])
    expect(connectText('embedded', needs)).toBe(
      'slack  Slack · 3 interactions · embedded\nNothing is needed: stand-ins on this machine answer.\n',
    )
  })

  it('is told for others: scopes by interaction, where to read on, and what mends what is missing', async () => {
    const needs = await needsOfPlan(planOf('nango'))
    expect(needs).toMatchObject([
      {
        connection: 'my-slack',
        scopes: [{ anyOf: ['chat:write'], for: ['send-message', 'reply'] }],
        scopesUnknown: ['ask'],
        links: [expect.stringMatching(/^https:\/\/nango\.dev\/docs\/.*slack/), expect.stringMatching(/^https:/)],
        missing: [{ what: expect.stringContaining('not built yet'), mend: expect.stringContaining('embedded') }],
      },
    ])
    expect(connectText('nango', needs)).toMatch(
      /connection my-slack of your Nango\n {2}✗ .*not built yet.*\n {2}fix {4}.*\n {2}scope {2}chat:write {2}\(send-message, reply\)\n.*1 API cannot be entered yet\.\n$/s,
    )
  })
})
