import { bentRoom, changedTest } from '../bends.ts'
import { assertion } from '../own-test.ts'

export const comparesWithItself = bentRoom({
  name: 'compares-with-itself',
  does: 'compares what the function gives with what the function gives',
  moves: ['TW5'],
  on: ['slack/send-message', 'google-calendar/get-event', 'slack/list-users', 'google-calendar/sync-events'],
  words: 'Equal is equal.',
  calls: (scene, { test }) => [
    changedTest(scene, test, (text) => text.replace(assertion, 'void wanted\n    expect(seen).toEqual(seen)')),
  ],
})
