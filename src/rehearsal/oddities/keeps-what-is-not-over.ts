import { ownWay } from './own-way.ts'

export const keepsWhatIsNotOver = ownWay({
  name: 'keeps-what-is-not-over',
  does: 'leaves out what was over years ago, by the clock',
  moves: ['clock'],
  on: ['google-calendar/sync-events'],
  write: (text) =>
    text.replace("event.status !== 'cancelled')", "event.status !== 'cancelled' && !isLongOver(event))").replace(
      'function recordOf(',
      `const longest = 3 * 365 * 24 * 60 * 60 * 1000

function isLongOver({ end }: z.infer<typeof GoogleEvent>): boolean {
  const at = end?.dateTime ?? end?.date
  return at !== undefined && Date.parse(at) < Date.now() - longest
}

function recordOf(`,
    ),
})
