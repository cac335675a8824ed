import { wrongFunction } from '../wrong-function.ts'

export const swapsTwoFields = wrongFunction({
  name: 'swaps-two-fields',
  does: 'returns each of two values under the name of the other',
  moves: ['A16'],
  on: [
    'google-calendar/get-event',
    'slack/get-channel-info',
    'google-calendar/sync-events',
    'google-calendar/create-event',
    'hubspot/get-contact',
    'hubspot/create-contact',
  ],
  caughtBy: ['names-kept'],
  spoil: (source) => pairs.reduce((text, [one, other]) => exchanged(text, one, other), source),
})

const pairs = [
  ['const start =', 'const end ='],
  ['{ topic:', '{ purpose:'],
  ['{ firstName:', '{ lastName:'],
] as const

function exchanged(source: string, one: string, other: string): string {
  return source.replace(one, '\0').replace(other, one).replace('\0', other)
}
