import { wrongFunction } from '../wrong-function.ts'

export const turnsAKindRound = wrongFunction({
  name: 'turns-a-kind-round',
  does: 'says of one kind of thing that it is the other',
  moves: ['A16'],
  on: ['google-calendar/get-event', 'google-calendar/create-event', 'google-calendar/sync-events'],
  caughtBy: ['values-kept'],
  spoil: (source) =>
    source.replace(
      /\{ status: event\.status \}/,
      `{ status: event.status === 'confirmed' ? 'cancelled' : 'confirmed' }`,
    ),
})
