import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkNames } from '../../src/check-names.ts'
import { parseSpec } from '../../src/plan/parse-spec.ts'
import { planSpec } from '../../src/plan/plan.ts'
import { parts } from '../../src/rehearsal/parts/index.ts'
import { temporaryDirectory } from '../assay-process.ts'
import { boxHere } from '../box-here.ts'
import { buildPlan, shortfalls } from '../build-plan.ts'
import { vitrineApi, vitrineSpec } from './vitrine/vitrine-api.ts'

const hasAuthor = parts.some(({ name }) => name === 'author')

describe.runIf(boxHere && hasAuthor)('the rehearsal author before an API that nobody prepared it for', () => {
  let place: Awaited<ReturnType<typeof temporaryDirectory>>
  beforeAll(async () => {
    place = await temporaryDirectory()
  })
  afterAll(() => place.remove())

  it('builds at least eight of ten interactions unaided, in one attempt each', async () => {
    const plan = planSpec(parseSpec(vitrineSpec, 'vitrine.yaml', checkNames), { embedded: [vitrineApi.name] })
    const report = await buildPlan({ plan, apis: [vitrineApi], dir: place.dir })
    const accepted = report.items.filter(({ artefact }) => artefact === 'accepted')
    expect(accepted.length, shortfalls(report).join('\n')).toBeGreaterThanOrEqual(8)
    expect(report.attempts).toBe(10)
    const [integration] = report.integrations
    expect(integration).toMatchObject({ api: 'private-api-bearer', compiled: true, functions: accepted.length })
    expect(integration?.tests.failed).toBe(0)
  })
})
