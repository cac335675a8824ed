import { ownWay, variant } from './own-way.ts'

export const mapsEnumsBothWays = ownWay({
  name: 'maps-enums-both-ways',
  does: 'has words of its own for choices of the API, both ways',
  moves: ['A16'],
  on: ['google-calendar/create-event', 'hubspot/create-contact'],
  write: variant('enums'),
  input: (found, scene) =>
    'calendarId' in found
      ? {
          calendarId: found['calendarId'] ?? '',
          summary: `Stocktaking ${1 + (scene.seed % 40)}`,
          start: '2027-06-07T09:00:00Z',
          end: '2027-06-07T10:30:00Z',
          availability: 'free',
          audience: 'guests',
        }
      : { email: `Partner-${scene.seed % 10_000}@example.com`, lastName: 'Okafor', stage: 'talking' },
})
