import { openRandom, type Random } from '../../seed/random.ts'
import { text, word } from '../../seed/words.ts'
import type { Account } from '../account.ts'
import { slackId, slackTime } from './ids.ts'

/** 44 public channels, 6 private ones, 3 direct messages and a group message, in this order. */
export function seedChannels(account: Account, seed: number): void {
  const everyone = account.users.all().map((user) => user.user_id)
  for (let place = 0; place < publicCount + privateCount; place++) {
    const random = openRandom(seed, `slack/channel/${place}`)
    account.channels.insert(channel(account, random, { place, everyone }))
  }
  for (let place = 0; place < directCount + 1; place++) {
    const random = openRandom(seed, `slack/direct/${place}`)
    account.channels.insert(direct(account, random, { place, everyone }))
  }
}

const publicCount = 44
const privateCount = 6
const directCount = 3

interface Place {
  readonly place: number
  readonly everyone: readonly string[]
}

function channel(account: Account, random: Random, { place, everyone }: Place) {
  const isPrivate = place >= publicCount
  const created = slackTime(random, place)
  const creator = everyone[place % 4]!
  const members = memberPlaces(place).map((member) => everyone[member]!)
  const withApp = place % 3 === 2 ? members : [...members, account.app.userId]
  return {
    ...base(account, random, { created, creator, members: [...new Set(withApp)] }),
    channel_id: slackId(random, 'C'),
    name: place % 2 === 0 ? `${word(random)}-${word(random)}` : `${word(random)}_${place}`,
    is_channel: !isPrivate,
    is_private: isPrivate,
    is_archived: place % 7 === 5,
    is_general: place === 0,
    topic: place % 5 === 3 ? noText : { value: text(random, place), creator, last_set: created + 60 },
    purpose: place % 4 === 2 ? noText : { value: text(random, place + 1), creator, last_set: created + 90 },
    previous_names: place % 6 === 4 ? [word(random)] : [],
  }
}

function direct(account: Account, random: Random, { place, everyone }: Place) {
  const isGroup = place === directCount
  const partners = isGroup ? [everyone[1]!, everyone[2]!] : [everyone[place + 1]!]
  const created = slackTime(random, place + 100)
  return {
    ...base(account, random, { created, creator: account.app.userId, members: [account.app.userId, ...partners] }),
    channel_id: slackId(random, isGroup ? 'G' : 'D'),
    name: isGroup ? `mpdm-${word(random)}--${word(random)}-1` : word(random),
    is_channel: false,
    is_private: true,
    is_im: !isGroup,
    is_mpim: isGroup,
    is_archived: false,
    is_open_by_user: { [account.app.userId]: place !== 2 },
    ...(isGroup ? {} : { user: partners[0] }),
    topic: noText,
    purpose: noText,
  }
}

const noText = { value: '', creator: '', last_set: 0 }

function base(account: Account, random: Random, facts: { created: number; creator: string; members: string[] }) {
  return {
    team_id: account.team.id,
    ...facts,
    num_members: facts.members.length,
    created_at: new Date(facts.created * 1000).toISOString(),
    updated_at: new Date(facts.created * 1000 + random.below(1000)).toISOString(),
    last_read: {},
  }
}

// Nearly everyone is in the first channel; the others have the handful that their place says.
function memberPlaces(place: number): number[] {
  const live = Array.from({ length: 46 }, (_, user) => user).filter((user) => ![5, 22, 41].includes(user))
  if (place === 0) return live
  // A second page of members in every fifth channel.
  if (place % 5 === 0) return live.filter((user) => user < 28)
  return live.filter((user) => (user * 7 + place) % 11 === 0 || user === place % 4)
}
