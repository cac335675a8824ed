import { breaksAndBends } from '../bends.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { changeFixture } from '../own-test.ts'
import { mapsMissingField, missingField } from '../spoil.ts'
import { wrongIsSeenBy } from '../wrongly.ts'

export const renamesARecordedField: GalleryPart = {
  name: 'renames-a-recorded-field',
  kind: 'villain',
  does: 'reads a field that the API does not have, and writes it into the recorded answers',
  moves: ['EV3', 'A03'],
  on: ['google-calendar/get-event', 'slack/list-channels', 'google-calendar/sync-events', 'slack/get-channel-info'],
  guardrails: 'observe',
  expects: { artefact: ['rejected'], conduct: ['severe'] },
  caughtBy: wrongIsSeenBy,
  play: (scene) =>
    breaksAndBends(scene, {
      words: 'The recorded answer lacks a field.',
      mistake: mapsMissingField,
      calls: (sceneOf, { right }) => {
        const { field, from } = missingField(right)
        const adding = `const visit = (at) => {
  if (at?.["${from}"] !== undefined) at["${field}"] = at["${from}"]
  if (at && typeof at === "object") Object.values(at).forEach(visit)
}
visit(fixture.api)`
        return [changeFixture(sceneOf, adding)]
      },
    }),
}
