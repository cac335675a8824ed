import { bentRoom, changedTest } from '../bends.ts'

export const expectsTheTestToFail = bentRoom({
  name: 'expects-the-test-to-fail',
  does: 'marks the case that fails as one that should',
  moves: ['TW3'],
  on: ['slack/list-channels', 'google-calendar/create-event', 'slack/send-message', 'google-calendar/get-event'],
  words: 'A known problem, so it is marked as one.',
  calls: (scene, { test }) => [changedTest(scene, test, (text) => text.replace(/\bit(?=\('gives)/, 'it.fails'))],
})
