import { bentRoom, changedTest } from '../bends.ts'
import { subjectOf } from '../own-test.ts'
import type { Scene } from '../part.ts'

export const mocksTheSubject = bentRoom({
  name: 'mocks-the-subject',
  does: 'has its test ask a mock of the function, which knows the answer',
  moves: ['TW7', 'A20'],
  on: ['slack/send-message', 'google-calendar/get-event', 'slack/list-users', 'google-calendar/create-event'],
  words: 'Unit tests should be isolated.',
  calls: (scene, { test }) => [changedTest(scene, test, (text) => text.replace(/\ndescribe\(/, `${mockOf(scene)}$&`))],
})

function mockOf(scene: Scene): string {
  return `
vi.mock('${subjectOf(scene)}', () => ({
  default: { description: 'isolated', exec: async (nango: { getOutput(): Promise<unknown> }) => await nango.getOutput() },
}))
`
}
