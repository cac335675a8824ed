import { ownWay } from './own-way.ts'

export const callsThroughProxy = ownWay({
  name: 'calls-through-proxy',
  does: 'asks by nango.proxy with a method, and keeps the request in a constant',
  moves: ['other SDK calls'],
  on: [
    'slack/send-message',
    'google-calendar/get-event',
    'hubspot/delete-contact',
    'google-drive/get-file',
    'google-sheet/append-values',
  ],
  write: (text) =>
    text.replaceAll(
      /nango\.(get|post|put|patch|delete)\(\{/g,
      (_, verb: string) => `nango.proxy({\n      method: '${verb.toUpperCase()}',`,
    ),
})
