import { doingFirst } from '../spoil.ts'
import { wrongFunction } from '../wrong-function.ts'

/** What it returns is right. What others in the same process then return is not. */
export const changesAPrototype = wrongFunction({
  name: 'changes-a-prototype',
  does: 'changes what everybody shares, so that others fail',
  moves: ['IG5'],
  on: ['slack/get-channel-info', 'google-calendar/get-event', 'google-calendar/sync-events', 'google-drive/sync-files'],
  caughtBy: ['platform-rules'],
  spoil: (source, { seed }) => doingFirst(source, changes[seed % changes.length]!),
})

const changes = [
  'Object.assign(Array.prototype, { last(this: unknown[]) { return this[this.length - 1] } })',
  'Date.prototype.toISOString = function () { return this.toUTCString() }',
  `for (const shared of [String.prototype]) Object.assign(shared, { left: () => '' })`,
  'Object.assign(URL, { canParse: () => true })',
]
