import { openRandom } from '../../seed/random.ts'
import { capitalized, word } from '../../seed/words.ts'
import { openAccount, type Account } from '../account.ts'
import type { Tables } from '../tables.ts'
import { seedChannels } from './channels.ts'
import { seedExtras } from './extras.ts'
import { slackId } from './ids.ts'
import { seedMessages } from './messages.ts'
import { seedUsers } from './users.ts'

/** One workspace: the k-th user, channel or message of two seeds have the same role and relations, and nothing else in common. */
export function seedAccount(tables: Tables, seed: number): Account {
  const random = openRandom(seed, 'slack/team')
  const domain = word(random)
  const account = openAccount(tables, {
    team: { id: slackId(random, 'T'), name: capitalized(domain), domain },
    app: { appId: slackId(random, 'A'), botId: slackId(random, 'B'), userId: slackId(random, 'U'), name: word(random) },
  })
  tables.collection('slack.teams').insert({ team_id: account.team.id, name: account.team.name, domain })
  seedUsers(account, seed)
  seedChannels(account, seed)
  seedMessages(account, seed)
  seedExtras(account, seed)
  return account
}
