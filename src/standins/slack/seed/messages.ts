import { openRandom, type Random } from '../../seed/random.ts'
import { sentence, text, word, words } from '../../seed/words.ts'
import type { Account, ChannelRow } from '../account.ts'
import { slackTime } from './ids.ts'

/** Enough in the first channel for three pages and in its thread for two, a few in others; each fourth message is our own app's. */
export function seedMessages(account: Account, seed: number): void {
  const channels = account.channels.all()
  for (const [place, count] of messageCounts) {
    const channel = channels[place]!
    for (let nth = 0; nth < count; nth++) {
      const random = openRandom(seed, `slack/message/${place}/${nth}`)
      account.messages.insert(message(account, random, { channel, nth }))
    }
  }
  seedThread(account, seed, { channel: channels[0]!, parent: 4, replies: 24 })
  seedThread(account, seed, { channel: channels[0]!, parent: 10, replies: 2 })
  seedThread(account, seed, { channel: channels[1]!, parent: 48, replies: 3 })
}

// By the place of the channel: [channel, messages].
const messageCounts: readonly (readonly [number, number])[] = [
  [0, 46],
  [1, 8],
  [3, 8],
  [4, 8],
  [5, 3],
  [46, 6],
  [50, 5],
]

interface Spot {
  readonly channel: ChannelRow
  readonly nth: number
}

function message(account: Account, random: Random, { channel, nth }: Spot) {
  const author = nth % 4 === 0 ? account.app.userId : channel.members[nth % channel.members.length]!
  const other = channel.members[(nth + 3) % channel.members.length]!
  return {
    ...post(account, random, { channel, author, ts: timestamp(random, nth) }),
    ...content(random, nth, other),
    ...(nth % 9 === 5 ? { edited: { user: author, ts: timestamp(random, nth + 1) } } : {}),
    ...reactionsTo(account, random, { channel, nth }, [author, other]),
  }
}

function content(random: Random, nth: number, other: string) {
  const kind = nth % 8
  if (kind === 6)
    return { text: '', attachments: [{ id: 1, fallback: sentence(random), text: sentence(random), color: '36a64f' }] }
  if (kind === 7) return { text: `<@${other}> has joined the channel`, subtype: 'channel_join', user: other }
  if (kind === 3)
    return { text: `<@${other}> ${words(random, 4)} <https://${word(random)}.example/${word(random)}|${word(random)}>` }
  if (kind === 5) return { text: `\`${word(random)}\` ${sentence(random)}`, blocks: [section(random)] }
  // Words that every account has, so that a search finds something in any of them.
  return { text: `${nth % 2 === 0 ? 'Review' : 'Budget'}: ${text(random, nth)}` }
}

function section(random: Random) {
  return {
    type: 'section',
    block_id: random.characters('abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789', 5),
    text: { type: 'mrkdwn', text: sentence(random), verbatim: false },
  }
}

/** Our own app to every second message, so that what it reacted to has three pages; one other person to a few more. */
function reactionsTo(account: Account, random: Random, { channel, nth }: Spot, people: readonly string[]) {
  if (nth % 2 === 0)
    return { reactions: reactions(random, nth % 6 === 2 ? [...people, account.app.userId] : [account.app.userId]) }
  return nth % 6 === 1 ? { reactions: reactions(random, [channel.members[1]!]) } : {}
}

function reactions(random: Random, users: readonly string[]) {
  const distinct = [...new Set(users)]
  const name = random.pick(['thumbsup', 'eyes', 'tada', 'white_check_mark'])
  return [{ name, users: distinct, count: distinct.length }]
}

interface Thread {
  readonly channel: ChannelRow
  /** By its place among all messages. */
  readonly parent: number
  readonly replies: number
}

function seedThread(account: Account, seed: number, { channel, parent: place, replies: length }: Thread): void {
  const parent = account.messages.all()[place]!
  const [, , second = '', third = ''] = channel.members
  const authors = Array.from({ length }, (_, nth) => [account.app.userId, second, third, second][nth % 4]!)
  const replies = authors.map((author, nth) => {
    const random = openRandom(seed, `slack/reply/${place}/${nth}`)
    const ts = `${Math.floor(Number(parent.ts)) + 60 * (nth + 1) + random.below(50)}.${random.characters('0123456789', 6)}`
    return account.messages.insert({
      ...post(account, random, { channel, author, ts }),
      text: text(random, nth),
      thread_ts: parent.ts,
      parent_user_id: parent.user,
    })
  })
  account.messages.update(parent.id, {
    thread_ts: parent.ts,
    reply_count: replies.length,
    reply_users: [...new Set(authors)],
    latest_reply: replies.at(-1)?.ts,
  })
}

function post(account: Account, random: Random, facts: { channel: ChannelRow; author: string; ts: string }) {
  const ours = facts.author === account.app.userId
  return {
    ts: facts.ts,
    channel_id: facts.channel.channel_id,
    type: 'message',
    user: facts.author,
    reply_count: 0,
    reply_users: [],
    reactions: [],
    ...(ours ? {} : { client_msg_id: uuid(random) }),
  }
}

function timestamp(random: Random, nth: number): string {
  return `${slackTime(random, nth + 400, 9)}.${random.characters('0123456789', 6)}`
}

function uuid(random: Random): string {
  const hex = random.characters('0123456789abcdef', 32)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
