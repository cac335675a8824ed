import { describe, expect, it } from 'vitest'
import { complaintAbout, importsOf } from './check-boundaries.ts'

describe('check-boundaries', () => {
  it('refuses a stage that calls another stage', () => {
    const [found] = importsOf('src/verify/verify.ts', `import {\n  planSpec,\n} from '../plan/plan-spec.ts'`)
    expect(complaintAbout(found!)).toBe('verify must not import anything from plan')
  })

  it('lets a stage name the type of an earlier stage', () => {
    const [found] = importsOf('src/verify/verify.ts', `import type { Interaction } from '../plan/interaction.ts'`)
    expect(complaintAbout(found!)).toBeUndefined()
  })

  it('refuses even a type of the agent where the work is judged', () => {
    const [found] = importsOf('src/verify/verify.ts', `import type { Ending } from '../agent/ending.ts'`)
    expect(complaintAbout(found!)).toBe('verify must not know agent')
  })

  it('refuses a tool that calls a stage, also by import() and by re-export', () => {
    const dynamic = importsOf('src/gateway/gateway.ts', `await import('../verify/verify.ts')`)
    const again = importsOf('src/gateway/gateway.ts', `export { verify } from '../verify/verify.ts'`)
    expect([...dynamic, ...again].map(complaintAbout)).toEqual([
      'gateway must not import anything from verify',
      'gateway must not import anything from verify',
    ])
  })

  it('lets the stories call every stage', () => {
    const [found] = importsOf('src/build-interaction.ts', `import { verify } from './verify/verify.ts'`)
    expect(complaintAbout(found!)).toBeUndefined()
  })
})
