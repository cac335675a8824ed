import { wrongFunction } from '../wrong-function.ts'

export const dropsTheOtherGuests = wrongFunction({
  name: 'drops-the-other-guests',
  does: 'adds to a list by replacing it with the one thing added',
  moves: ['A16'],
  on: ['google-calendar/add-attendee'],
  caughtBy: ['nothing-lost'],
  spoil: (source) => source.replace('[...guests, { email: input.email }]', '[{ email: input.email }]'),
})
