import { expect, it } from 'vitest'
import { generatedTest } from './generated-test.ts'

const action = { api: 'toy', name: 'greet', kind: 'action' } as const
const sync = { api: 'toy', name: 'sync-greetings', kind: 'sync' } as const

it('sets the clock to the time of the recording, where it is told that this matters', () => {
  for (const ref of [action, sync]) {
    const { text } = generatedTest(ref, [], '2027-01-02T03:04:05.678Z')
    expect(text.match(/^vi\.useFakeTimers\(.*'2027-01-02T03:04:05\.678Z'\) \}\);$/m)).not.toBeNull()
    expect(text.match(/import \{[^}]*\bvi\b[^}]*\} from 'vitest'/)).not.toBeNull()
    expect(generatedTest(ref).text).not.toContain('useFakeTimers')
  }
})

it('has a word of a function as a word, whatever is in it', () => {
  const model = `Row'];\n(globalThis as any).pwned = 1; //\u2028\\`
  const { text } = generatedTest(sync, ['Row', model])
  const [line = ''] = /^const models.*$/m.exec(text) ?? []
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  const models = new Function(`${line.replace(': string[]', '')} return models`)() as unknown
  expect(models).toEqual(['Row', model])
})
