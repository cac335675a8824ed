import { describe, expect, it } from 'vitest'
import { mutationOf } from './mutation.ts'
import type { GeneratedTests } from './trial.ts'

const run = { exitCode: 1, passed: ['own', 'b'], failed: ['a'], skipped: [], output: '' }
const mutants = [
  { id: 'other-verb', line: 3, text: '', tests: ['a'] },
  { id: 'empty-output', line: 9, text: '', tests: ['b'] },
]
const generated: GeneratedTests = { files: [], names: ['own'], mutants, run }

describe('mutation', () => {
  it('counts the faulty copies that the tests noticed, and names the others by line', () => {
    expect(mutationOf(generated)).toEqual({
      tried: 2,
      killed: 1,
      survived: [{ fault: 'empty-output', line: 9 }],
    })
  })

  it('says nothing where there was no fault to put in, or the accounts of the tests do not agree', () => {
    expect(mutationOf({ ...generated, mutants: [] })).toBeUndefined()
    expect(mutationOf({ ...generated, run: { ...run, disagreement: 'cut' } })).toBeUndefined()
    expect(mutationOf(undefined)).toBeUndefined()
  })
})
