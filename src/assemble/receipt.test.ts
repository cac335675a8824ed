import { expect, it } from 'vitest'
import { interaction, runFacts, verdict } from '../../test/samples.ts'
import { receiptOf, receiptShape } from './receipt.ts'

it('says which skills and prompts the agent had, and is read where an older version said nothing of them', () => {
  const skills = [{ name: 'naming', sha256: 'a'.repeat(64) }]
  const of = (facts: ReturnType<typeof runFacts>) =>
    receiptOf(
      {
        interaction: interaction('slack/list'),
        attempt: 1,
        source: { text: '', sha256: 's' },
        verdict: verdict(),
        proof: { sourceSha256: 's', exchanges: [], files: [], tests: [] },
        at: '2026-11-23T12:00:00.000Z',
        facts,
      },
      [],
    )
  const read = (receipt: ReturnType<typeof of>) => receiptShape.parse(JSON.parse(JSON.stringify(receipt))).proved
  expect(read(of(runFacts({ skills, promptsSha256: 'p' })))).toMatchObject({ skills, promptsSha256: 'p' })
  expect(read(of(runFacts()))).not.toHaveProperty('skills')
})
