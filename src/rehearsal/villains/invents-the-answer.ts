import { bentRoom, changedTest } from '../bends.ts'
import type { Scene } from '../part.ts'
import { mapsMissingField, missingField } from '../spoil.ts'

export const inventsTheAnswer = bentRoom({
  name: 'invents-the-answer',
  does: 'gives its test an answer of the API that suits the mistake',
  moves: ['TW13'],
  on: ['slack/send-message', 'google-calendar/get-event', 'slack/list-users', 'slack/get-channel-info'],
  words: 'The recorded answer is incomplete, so the test brings its own.',
  mistake: mapsMissingField,
  calls: (scene, { test, right }) => [
    changedTest(scene, test, (text) => text.replace('    const seen', () => `${spying(scene, right)}    const seen`)),
  ],
})

function spying({ name }: Scene, right: string): string {
  const { method, field, from } = missingField(right)
  return `    const { readFileSync } = await import('node:fs')
    const answers: object[] = []
    const text = readFileSync(new URL('./${name}.test.json', import.meta.url), 'utf8')
    JSON.parse(text, (_, value) => {
      if (value?.['${from}'] !== undefined) value['${field}'] = value['${from}']
      if (value?.request && value.response) answers.push(value.response)
      return value
    })
    vi.spyOn(nango, '${method}').mockResolvedValue({ data: answers[0], status: 200, headers: {} } as never)
`
}
