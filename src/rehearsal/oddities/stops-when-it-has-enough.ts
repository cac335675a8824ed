import { ownWay } from './own-way.ts'

export const stopsWhenItHasEnough = ownWay({
  name: 'stops-when-it-has-enough',
  does: 'reads no further page once it has as many as were asked for',
  moves: ['break at a limit'],
  on: ['google-drive/list-recent-files', 'slack/list-some-users'],
  write: (text) => text,
})
