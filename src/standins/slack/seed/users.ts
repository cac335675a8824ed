import { openRandom, type Random } from '../../seed/random.ts'
import { capitalized, person, words } from '../../seed/words.ts'
import type { Account } from '../account.ts'
import { slackId, slackTime } from './ids.ts'

/** 46 people and apps: owner first, our own app at place 12, some deactivated, some guests, some bots. */
export function seedUsers(account: Account, seed: number): void {
  for (let place = 0; place < userCount; place++) {
    const random = openRandom(seed, `slack/user/${place}`)
    account.users.insert(place === appPlace ? appUser(account, random) : user(account, random, place))
  }
  account.bots.insert({
    bot_id: account.app.botId,
    app_id: account.app.appId,
    user_id: account.app.userId,
    name: account.app.name,
    deleted: false,
    icons: { image_36: avatar(account.app.botId, 36), image_48: avatar(account.app.botId, 48) },
  })
}

const userCount = 46
const appPlace = 12
const botPlaces = new Set([appPlace, 19, 33])
const deletedPlaces = new Set([5, 22, 41])
const guestPlaces = new Set([11, 27])
const zones = [
  ['Europe/Amsterdam', 'Central European Time', 3600],
  ['America/New_York', 'Eastern Standard Time', -18000],
  ['Asia/Tokyo', 'Japan Standard Time', 32400],
  ['Australia/Adelaide', 'Australian Central Daylight Time', 37800],
] as const

function user(account: Account, random: Random, place: number) {
  const who = person(random)
  const isBot = botPlaces.has(place)
  const deleted = deletedPlaces.has(place)
  const realName = isBot ? `${who.first} Bot` : fullName(who.first, who.last, place)
  return {
    ...identity(account, {
      userId: slackId(random, 'U'),
      handle: isBot ? who.first.toLowerCase() : who.handle,
      realName,
      isBot,
    }),
    ...(place % 3 === 1 ? { presence: 'away', connection_count: 0 } : {}),
    ...(place % 4 === 1 ? quietHours(place) : {}),
    is_admin: place === 0 || place === 3,
    deleted,
    email: isBot ? undefined : `${who.handle}@${account.team.domain}.example`,
    profile: {
      ...profile(account, random, realName),
      display_name: place % 5 === 4 ? '' : who.first.toLowerCase(),
      display_name_normalized: place % 5 === 4 ? '' : who.first.toLowerCase(),
      ...(isBot ? { bot_id: slackId(random, 'B'), api_app_id: slackId(random, 'A') } : {}),
      ...(isBot ? {} : { email: `${who.handle}@${account.team.domain}.example` }),
      title: place % 3 === 0 ? '' : capitalized(words(random, 2)),
      phone: place % 4 === 1 ? `+31 20 ${random.characters('0123456789', 7)}` : '',
      status_text: place % 6 === 2 ? `🌴 ${words(random, 2)}` : '',
      status_emoji: place % 6 === 2 ? ':palm_tree:' : '',
    },
    more: deleted ? { updated: slackTime(random, place) } : details(random, place),
  }
}

/** Every night of the next years would do: what matters is that some people have them. */
function quietHours(place: number) {
  const start = 2_000_000_000 + place * 3600
  return { dnd_start: start, dnd_end: start + 32_400 }
}

function appUser(account: Account, random: Random) {
  const { app } = account
  return {
    ...identity(account, { userId: app.userId, handle: app.name, realName: capitalized(app.name), isBot: true }),
    is_admin: false,
    deleted: false,
    profile: {
      ...profile(account, random, capitalized(app.name)),
      display_name: '',
      display_name_normalized: '',
      bot_id: app.botId,
      api_app_id: app.appId,
    },
    more: details(random, appPlace),
  }
}

function identity(account: Account, who: { userId: string; handle: string; realName: string; isBot: boolean }) {
  return {
    user_id: who.userId,
    team_id: account.team.id,
    name: who.handle,
    real_name: who.realName,
    is_bot: who.isBot,
    presence: who.isBot ? 'away' : 'active',
    manual_presence: 'auto',
    connection_count: who.isBot ? 0 : 1,
  }
}

function profile(account: Account, random: Random, realName: string) {
  const hash = random.characters('0123456789abcdef', 12)
  const [first = '', ...rest] = realName.split(' ')
  return {
    avatar_hash: hash,
    real_name: realName,
    real_name_normalized: realName.normalize('NFD').replace(/\p{M}/gu, ''),
    first_name: first,
    last_name: rest.join(' '),
    skype: '',
    pronouns: '',
    ...Object.fromEntries([24, 32, 48, 72, 192, 512].map((size) => [`image_${size}`, avatar(hash, size)])),
    team: account.team.id,
  }
}

/** What Slack tells about a live account only. */
function details(random: Random, place: number) {
  const [tz, label, offset] = zones[place % zones.length]!
  return {
    color: random.characters('0123456789abcdef', 6),
    tz,
    tz_label: label,
    tz_offset: offset,
    is_owner: place === 0 || place === 3,
    is_primary_owner: place === 0,
    is_restricted: guestPlaces.has(place),
    is_ultra_restricted: place === 27,
    is_email_confirmed: !botPlaces.has(place) && place % 9 !== 8,
    updated: slackTime(random, place),
    ...(botPlaces.has(place) ? {} : { has_2fa: place % 2 === 0 }),
  }
}

function fullName(first: string, last: string, place: number): string {
  if (place % 10 === 6) return `${first} Ångström-${last}`
  if (place % 10 === 8) return `山田 ${first}`
  return `${first} ${last}`
}

function avatar(hash: string, size: number): string {
  return `https://avatars.slack-edge.com/${hash}_${size}.png`
}
