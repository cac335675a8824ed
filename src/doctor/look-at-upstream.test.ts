import { describe, expect, it } from 'vitest'
import { checkNames } from '../check-names.ts'
import { entryProblem } from '../entry-problem.ts'
import { parseSpec } from '../plan/parse-spec.ts'
import { planSpec } from '../plan/plan.ts'
import { serveStandIns } from '../standins/serve/serve-stand-ins.ts'
import { upstreamLooks } from './look-at-upstream.ts'
import { lookAt } from './look.ts'

function looks(upstream: 'embedded' | 'direct', env: Readonly<Record<string, string>>, address = '') {
  const slack = { ...(address && { address }), interactions: { 'send-message': 'Send a message.' } }
  const spec = JSON.stringify({ version: 1, models: ['rehearsal/author'], apis: { slack } })
  const plan = planSpec(parseSpec(spec, 'a.yaml', checkNames), { embedded: ['slack'], upstream })
  return lookAt(upstreamLooks(plan, (part) => entryProblem(part, env)))
}

describe('what answers for the APIs of a spec', () => {
  it('is good where stand-ins do', async () => {
    expect(await looks('embedded', {})).toMatchObject([
      { outcome: 'good', says: 'embedded: stand-ins answer for slack' },
    ])
  })

  it('is a live account that is entered, and to be mended where it cannot be', async () => {
    await using served = await serveStandIns({ port: 0, seed: 1 })
    const { url = '' } = served.apis.find(({ api }) => api === 'slack') ?? {}
    const enter = (env: Readonly<Record<string, string>>) => looks('direct', env, `${url}/api`)
    const [lacking] = await enter({})
    expect(lacking).toMatchObject({ outcome: 'mend', fix: expect.stringContaining('ASSAY_SLACK_TOKEN') })
    const [entered] = await enter({ ASSAY_SLACK_TOKEN: served.credential })
    expect(entered).toMatchObject({ outcome: 'good', says: expect.stringContaining('can be entered') })
    expect(entered?.says).not.toContain(served.credential)
  })
})
