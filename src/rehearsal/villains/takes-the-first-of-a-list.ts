import { wrongFunction } from '../wrong-function.ts'

export const takesTheFirstOfAList = wrongFunction({
  name: 'takes-the-first-of-a-list',
  does: 'lists what there is instead of making or asking for one, and returns the first',
  moves: ['IG9', 'A14'],
  on: ['google-calendar/create-event', 'google-calendar/get-event'],
  caughtBy: ['planned-operations', 'read-back'],
  spoil: (source) =>
    source
      .replace('/events/${encodeURIComponent(input.eventId)}`', '/events`')
      .replace('nango.post(', 'nango.get(')
      .replace(/data: \{\n[\s\S]*?\n {6}\},\n/, '')
      .replace('Event.parse(response.data)', 'z.looseObject({ items: z.array(Event) }).parse(response.data).items[0]!'),
})
