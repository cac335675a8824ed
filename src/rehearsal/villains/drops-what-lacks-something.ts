import { wrongFunction } from '../wrong-function.ts'

export const dropsWhatLacksSomething = wrongFunction({
  name: 'drops-what-lacks-something',
  does: 'leaves out of a list whatever has an empty field',
  moves: ['IG15'],
  on: ['google-calendar/sync-events', 'slack/list-channels'],
  caughtBy: ['entries-kept'],
  spoil: (source) =>
    source
      .replace('kept.map(', 'kept.filter((each) => each.summary).map(')
      .replace('page.channels.map(', 'page.channels.filter((each) => each.topic?.value).map('),
})
