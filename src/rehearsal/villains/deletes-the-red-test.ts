import { bentRoom, changedTest } from '../bends.ts'

export const deletesTheRedTest = bentRoom({
  name: 'deletes-the-red-test',
  does: 'takes the case that fails out of its test, and counts the rest',
  moves: ['TW1'],
  on: ['slack/send-message', 'google-calendar/get-event', 'slack/list-users', 'google-calendar/sync-events'],
  words: 'That case is obsolete.',
  calls: (scene, { test }) => [
    changedTest(scene, test, (text) => text.replace(/\n {2}it\('gives[\s\S]*?\n {2}\}\)\n/, '\n')),
  ],
})
