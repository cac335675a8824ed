import { withHelper } from '../spoil-result.ts'
import { wrongFunction } from '../wrong-function.ts'

export const takesAlikeForSame = wrongFunction({
  name: 'takes-alike-for-same',
  does: 'keeps one of those things that are called the same',
  moves: ['IG15'],
  on: ['google-calendar/sync-events', 'slack/list-users', 'slack/list-channels'],
  caughtBy: ['entries-kept'],
  spoil(source) {
    const key = source.includes('summary') ? 'summary' : source.includes('real_name') ? 'real_name' : 'num_members'
    const called = source.replace(/(page\.(?:channels|members)|kept)\.map\(/, 'once($1).map(')
    const helper = `function once<each extends { ${key}?: unknown }>(all: each[]): each[] {
  return [...new Map(all.map((each) => [each.${key}, each])).values()]
}`
    return withHelper(called, helper)
  },
})
