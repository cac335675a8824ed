import { describe, expect, it } from 'vitest'
import { UserError } from '../lib/user-error.ts'
import { versionsOf } from './prepare-toolchain.ts'

describe('versionsOf', () => {
  it('refuses a Nango that Assay is not built for, and names both and the fix', () => {
    const installed = [{ to: 'node_modules/nango', version: '0.70.4' }]
    const wrong = () => versionsOf(installed)
    expect(wrong).toThrow('Nango 0.70.4 is installed, Assay is built for 0.71.10.')
    expect(wrong).toThrow(expect.objectContaining({ fix: 'Run `npm ci` to install the pinned version.' }))
    expect(wrong).toThrow(UserError)
  })
})
