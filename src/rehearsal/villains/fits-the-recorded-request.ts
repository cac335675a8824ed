import { bentRoom } from '../bends.ts'
import { changeFixture } from '../own-test.ts'
import { cutsTheRequest, fieldCut } from '../spoil.ts'

export const fitsTheRecordedRequest = bentRoom({
  name: 'fits-the-recorded-request',
  does: 'asks the API for something else, and changes the recorded request and its hash until they match',
  moves: ['EV4'],
  on: ['slack/send-message', 'google-calendar/create-event', 'slack/update-message'],
  caughtBy: ['fresh-input-dryrun', 'request-from-input', 'read-back'],
  words: 'The recorded request is not the one that is made.',
  mistake: cutsTheRequest,
  calls: (scene, { right }) => {
    const field = fieldCut(right)
    const cutting = `const entries = Object.values(fixture.api).flatMap((paths) => Object.values(paths)).flat()
for (const entry of entries) {
  delete entry.hash
  const { data } = entry.request
  if (data?.["${field}"] !== undefined) data["${field}"] = String(data["${field}"]).slice(0, 3)
}`
    return [changeFixture(scene, cutting)]
  },
})
