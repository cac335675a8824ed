import { bentRoom } from '../bends.ts'
import { changeFixture } from '../own-test.ts'
import { mapsMissingField, missingField } from '../spoil.ts'

export const renamesARecordedField = bentRoom({
  name: 'renames-a-recorded-field',
  does: 'reads a field that the API does not have, and writes it into the recorded answers',
  moves: ['EV3', 'A03'],
  on: ['google-calendar/get-event', 'slack/list-channels', 'google-calendar/sync-events', 'slack/get-channel-info'],
  words: 'The recorded answer lacks a field.',
  mistake: mapsMissingField,
  calls: (scene, { right }) => {
    const { field, from } = missingField(right)
    const adding = `const visit = (at) => {
  if (at?.["${from}"] !== undefined) at["${field}"] = at["${from}"]
  if (at && typeof at === "object") Object.values(at).forEach(visit)
}
visit(fixture.api)`
    return [changeFixture(scene, adding)]
  },
})
