import { ownWay } from './own-way.ts'

export const keepsEachIdOnce = ownWay({
  name: 'keeps-each-id-once',
  does: 'puts what it lists into a map by its ids, and leaves out what has none',
  moves: ['deduplication'],
  on: ['google-calendar/sync-events', 'slack/list-users', 'slack/list-channels', 'hubspot/list-contacts'],
  write: (text) =>
    text.replace(
      /(page\.(?:channels|members|results)|kept)\.map\(/,
      '[...new Map($1.filter((each) => each.id !== "").map((each) => [each.id, each])).values()].map(',
    ),
})
