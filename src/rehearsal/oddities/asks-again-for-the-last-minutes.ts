import { ownWay } from './own-way.ts'

export const asksAgainForTheLastMinutes = ownWay({
  name: 'asks-again-for-the-last-minutes',
  does: 'goes on some minutes before the place where it was, since clocks differ',
  moves: ['checkpoints'],
  on: ['google-calendar/sync-events', 'google-drive/sync-files'],
  write: (text) =>
    text.replace(
      /^( *let (?:updatedMin|modifiedSince) = )checkpoint\?\.(\w+)$/m,
      '$1checkpoint ? new Date(Date.parse(checkpoint.$2) - 5 * 60_000).toISOString() : undefined',
    ),
})
