import type { Account, ChannelRow } from './account.ts'

/** A query as it is understood. */
export interface Search {
  /** How well a text fits the words of the query; 0: not at all. */
  score(text: string): number
  /** Whether something of this origin is wanted. */
  admits(origin: Origin): boolean
  /** Marks the words in a text, as Slack does. */
  highlight(text: string): string
}

export interface Origin {
  readonly channel: ChannelRow
  readonly user: string
  /** Seconds since 1970. */
  readonly time: number
}

/** Words, phrases in quotes, what is excluded, and where, by whom and when. Undefined: Slack reads more in it than we do. */
export function parseSearch(query: string, account: Account): Search | undefined {
  const terms = query.match(/-?(?:[a-z]+:)?"[^"]*"|\S+/gi) ?? []
  const words: string[] = []
  const excluded: string[] = []
  const conditions: ((origin: Origin) => boolean)[] = []
  for (const term of terms) {
    const [, minus = '', modifier, value = ''] = /^(-?)(?:([a-z]+):(?!\/\/))?(.*)$/is.exec(term)!
    const plain = value.replaceAll('"', '').toLowerCase()
    if (modifier === undefined) {
      if (plain !== '') (minus === '' ? words : excluded).push(plain)
      continue
    }
    const condition = conditionOf(modifier.toLowerCase(), plain, account)
    if (!condition) return undefined
    conditions.push(minus === '' ? condition : (origin) => !condition(origin))
  }
  return {
    score: (text) => scoreOf(text.toLowerCase(), words, excluded),
    admits: (origin) => conditions.every((condition) => condition(origin)),
    highlight: (text) => words.reduce(mark, text),
  }
}

function conditionOf(modifier: string, value: string, account: Account): ((origin: Origin) => boolean) | undefined {
  const named = value.replace(/^<?[#@]?/, '').replace(/(\|.*)?>$/, '')
  if (modifier === 'in') {
    return ({ channel }) => channel.name.toLowerCase() === named || channel.channel_id.toLowerCase() === named
  }
  if (modifier === 'from') {
    const wanted = named === 'me' ? account.app.userId.toLowerCase() : named
    const user = account.users
      .all()
      .find(({ user_id, name }) => [user_id, name].some((id) => id.toLowerCase() === wanted))
    return (origin) => origin.user === user?.user_id
  }
  const day = Date.parse(`${value}T00:00:00Z`) / 1000
  if (Number.isNaN(day)) return undefined
  if (modifier === 'before') return ({ time }) => time < day
  if (modifier === 'after') return ({ time }) => time >= day + 86_400
  if (modifier === 'on') return ({ time }) => time >= day && time < day + 86_400
  return undefined
}

/** A query of conditions alone fits every text. */
function scoreOf(text: string, words: readonly string[], excluded: readonly string[]): number {
  if (excluded.some((word) => text.includes(word))) return 0
  if (!words.every((word) => text.includes(word))) return 0
  return 1 + words.reduce((sum, word) => sum + text.split(word).length - 1, 0)
}

function mark(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word)
  if (at < 0) return text
  return `${text.slice(0, at)}\uE000${text.slice(at, at + word.length)}\uE001${text.slice(at + word.length)}`
}
