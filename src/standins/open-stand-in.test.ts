import { describe, expect, it } from 'vitest'
import { UserError } from '../lib/user-error.ts'
import { openStandIn, standInApis } from './open-stand-in.ts'

describe('openStandIn', () => {
  it('opens every API that it lists, under its own label', async () => {
    for (const api of standInApis) {
      const standIn = await openStandIn(api, { seed: 1, credential: 'right' })
      expect([standIn.api, standIn.label]).toEqual([api, expect.stringMatching(new RegExp(`^${api}/\\d+$`))])
      await standIn[Symbol.asyncDispose]()
    }
  })

  it('names the APIs that there are when asked for another', async () => {
    await expect(openStandIn('jira', { seed: 1, credential: 'right' })).rejects.toSatisfy(
      (error) => error instanceof UserError && error.fix.includes(standInApis.join(', ')),
    )
  })
})
