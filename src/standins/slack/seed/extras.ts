import { openRandom } from '../../seed/random.ts'
import { capitalized, sentence, text, word, words } from '../../seed/words.ts'
import type { Account } from '../account.ts'
import { slackId, slackTime } from './ids.ts'

/** Files, pins, bookmarks, planned messages, user groups, reminders and custom emoji. */
export function seedExtras(account: Account, seed: number): void {
  for (let place = 0; place < 44; place++) seedFile(account, seed, place)
  for (let place = 0; place < 24; place++) seedScheduled(account, seed, place)
  for (let place = 0; place < 3; place++) {
    seedPin(account, seed, place)
    seedBookmark(account, seed, place)
    seedUsergroup(account, seed, place)
    seedReminder(account, seed, place)
    seedEmoji(account, seed, place)
  }
}

function seedFile(account: Account, seed: number, place: number): void {
  const random = openRandom(seed, `slack/file/${place}`)
  const [extension, mimetype, pretty] = fileKinds[place % fileKinds.length]!
  const channel = account.channels.all()[place % 5]!
  const id = slackId(random, 'F')
  const name = `${place % 2 === 0 ? 'review' : 'budget'}-${word(random)}-${word(random)}.${extension}`
  const created = slackTime(random, place + 300, 12)
  const root = `https://files.slack.com/files-pri/${account.team.id}-${id}/${name}`
  account.files.insert({
    file_id: id,
    team_id: account.team.id,
    user: account.users.all()[place % 4 === 0 ? 12 : place % 9]!.user_id,
    name,
    title: place % 3 === 0 ? name : `${place % 2 === 0 ? 'Review' : 'Budget'} ${words(random, 2)}${oddity(place)}`,
    mimetype,
    filetype: extension,
    pretty_type: pretty,
    mode: 'hosted',
    size: 100 + random.below(90_000),
    created,
    timestamp: created,
    url_private: root,
    url_private_download: `${root}?download=1`,
    permalink: `https://${account.team.domain}.slack.com/files/${id}/${name}`,
    is_external: false,
    external_type: '',
    is_public: true,
    public_url_shared: place % 8 === 7,
    display_as_bot: false,
    editable: extension === 'txt',
    deleted: false,
    channels: [channel.channel_id],
    groups: [],
    ims: [],
    shares: {},
  })
}

/** What a client has to carry unharmed. */
function oddity(place: number): string {
  return ['', ' «Ωmega» 🎉', ' <script>alert(1)</script>', ' ${jndi:x} %s "quoted"', '', ''][place % 6]!
}

const fileKinds = [
  ['pdf', 'application/pdf', 'PDF'],
  ['png', 'image/png', 'PNG'],
  ['txt', 'text/plain', 'Plain Text'],
] as const

function seedPin(account: Account, seed: number, place: number): void {
  const random = openRandom(seed, `slack/pin/${place}`)
  const message = account.messages.all()[place * 24 + 1]!
  account.pins.insert({
    pin_id: slackId(random, 'P'),
    team_id: account.team.id,
    channel_id: message.channel_id,
    message_ts: message.ts,
    created: Math.floor(Number(message.ts)) + 3600,
    created_by: account.users.all()[place]!.user_id,
  })
}

function seedBookmark(account: Account, seed: number, place: number): void {
  const random = openRandom(seed, `slack/bookmark/${place}`)
  account.bookmarks.insert({
    bookmark_id: slackId(random, 'Bk'),
    team_id: account.team.id,
    channel_id: account.channels.all()[place % 2]!.channel_id,
    title: capitalized(words(random, 2)),
    type: 'link',
    link: `https://${word(random)}.example/${word(random)}`,
    emoji: place === 1 ? ':bookmark:' : undefined,
    icon_url: '',
    entity_id: null,
    date_updated: 0,
    date_created: slackTime(random, place + 200),
    rank: 'abcdef'.slice(place, place + 1),
    last_updated_by_user_id: account.users.all()[place]!.user_id,
    last_updated_by_team_id: account.team.id,
    shortcut_id: null,
    app_id: null,
  })
}

function seedScheduled(account: Account, seed: number, place: number): void {
  const random = openRandom(seed, `slack/scheduled/${place}`)
  const created = slackTime(random, place + 500)
  account.scheduledMessages.insert({
    scheduled_message_id: slackId(random, 'Q'),
    channel_id: account.channels.all()[(place * 3) % 12]!.channel_id,
    user: account.app.userId,
    text: text(random, place),
    type: 'delayed_message',
    subtype: 'bot_message',
    post_at: created + 110_000_000,
    date_created: created,
  })
}

function seedUsergroup(account: Account, seed: number, place: number): void {
  const random = openRandom(seed, `slack/usergroup/${place}`)
  const created = slackTime(random, place)
  const users = account.users
    .all()
    .slice(place * 4, place * 4 + 2 + place)
    .map((user) => user.user_id)
  account.usergroups.insert({
    usergroup_id: slackId(random, 'S'),
    name: capitalized(words(random, 2)),
    handle: word(random),
    description: place === 1 ? '' : sentence(random),
    date_create: created,
    date_update: created + 500,
    date_delete: place === 2 ? created + 900 : 0,
    created_by: account.users.all()[0]!.user_id,
    updated_by: account.users.all()[place]!.user_id,
    users,
  })
}

function seedReminder(account: Account, seed: number, place: number): void {
  const random = openRandom(seed, `slack/reminder/${place}`)
  account.reminders.insert({
    reminder_id: slackId(random, 'Rm'),
    creator: account.app.userId,
    user: account.app.userId,
    text: sentence(random),
    recurring: place === 2,
    time: slackTime(random, place + 900),
    complete_ts: place === 1 ? slackTime(random, place + 950) : 0,
  })
}

function seedEmoji(account: Account, seed: number, place: number): void {
  const random = openRandom(seed, `slack/emoji/${place}`)
  const name = word(random)
  const [first] = account.emoji.all()
  if (place === 1) return void account.emoji.insert({ name, url: `alias:${String(first?.['name'])}` })
  account.emoji.insert({
    name,
    url: `https://emoji.slack-edge.com/${account.team.id}/${name}/${random.characters('0123456789abcdef', 16)}.png`,
  })
}
