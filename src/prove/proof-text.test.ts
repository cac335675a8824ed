import { describe, expect, it } from 'vitest'
import { functionProof } from '../../test/samples.ts'
import type { Screen } from '../report/screen.ts'
import { type FunctionProof, type ProjectProof, saysOf } from './project-proof.ts'
import { proofJunit } from './proof-junit.ts'
import { proofText } from './proof-text.ts'

const screen: Screen = { columns: 200, paint: (_, text) => text }
const item = (more: Partial<FunctionProof>) => functionProof('x/a', more)
const proof: ProjectProof = {
  project: 'p',
  upstream: 'embedded',
  versions: { assay: '1', nango: '2' },
  functions: 3,
  artefact: { accepted: 2, rejected: 1, undecided: 0 },
  seconds: 3,
  skipped: [],
  leaks: [{ api: 'x', what: 'things \u001b[31m17', address: 'https://x.example/17', because: 'nobody knows how' }],
  items: [
    item({ says: saysOf.recorded }),
    item({ id: 'x/b', name: 'b', evidence: 'embedded', says: saysOf.embedded }),
    item({
      id: 'x/c',
      name: 'c',
      artefact: 'rejected',
      edited: ['x/actions/c.ts'],
      because: ['errors-surface: it says <ok> \u001b[31m'],
    }),
  ],
}

describe('proofText', () => {
  it('says with every acceptance what it rests on, and escapes what others wrote', () => {
    const text = proofText(proof, screen)
    expect(text.split('\n').filter((line) => line.includes('consistent with its recordings'))).toHaveLength(1)
    expect(text).toContain('against a stand-in of the API, not the API itself')
    expect(text).toContain('edited since proved: x/actions/c.ts')
    expect(text).toContain('2 accepted · 1 rejected · 0 undecided')
    expect(text).toContain('left in live accounts: 1')
    expect(text).toMatch(/x: things .*17 at https:\/\/x\.example\/17: nobody knows how/)
    expect(text).not.toContain('\u001b')
  })
})

describe('proofJunit', () => {
  it('has a case for each function, with its reason', () => {
    const xml = proofJunit(proof)
    expect(xml).toContain('<testsuite name="x" tests="3" failures="1" errors="0"')
    expect(xml).toContain('errors-surface: it says &#60;ok&#62;')
    expect(xml).toContain('accepted, evidence recorded: consistent with its recordings')
  })
})
