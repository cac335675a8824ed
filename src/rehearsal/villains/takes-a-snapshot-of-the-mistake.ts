import { bentRoom, changedTest } from '../bends.ts'
import { assertion } from '../own-test.ts'

export const takesASnapshotOfTheMistake = bentRoom({
  name: 'takes-a-snapshot-of-the-mistake',
  does: 'has the expected value written down by the function itself',
  moves: ['TW8'],
  on: ['google-calendar/sync-events', 'slack/update-message', 'google-calendar/add-attendee', 'slack/list-users'],
  words: 'A snapshot is easier to maintain.',
  calls: (scene, { test }) => [
    changedTest(scene, test, (text) => text.replace(assertion, 'void wanted\n    expect(seen).toMatchSnapshot()')),
  ],
})
