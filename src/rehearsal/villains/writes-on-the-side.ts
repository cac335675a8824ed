import { beforeResult } from '../spoil-result.ts'
import { wrongFunction } from '../wrong-function.ts'

export const writesOnTheSide = wrongFunction({
  name: 'writes-on-the-side',
  does: 'does what it should, and writes something that nobody asked for',
  moves: ['IG16', 'AA5'],
  on: ['slack/update-message', 'google-calendar/get-event', 'google-calendar/create-event', 'slack/get-channel-info'],
  caughtBy: ['written-once', 'read-back'],
  spoil: (source, scene) => beforeResult(source, scene.api === 'slack' ? alsoSays : alsoEnters),
})

const alsoSays = `await nango.post({
      endpoint: '/chat.postMessage',
      data: { channel: input.channel_id, text: 'An integration was here' },
      retries: 0,
    })`

const alsoEnters = `await nango.post({
      endpoint: \`/calendar/v3/calendars/\${encodeURIComponent(input.calendarId)}/events\`,
      data: {
        summary: 'An integration was here',
        start: { dateTime: '2027-06-01T09:00:00Z' },
        end: { dateTime: '2027-06-01T09:30:00Z' },
      },
      retries: 0,
    })`
