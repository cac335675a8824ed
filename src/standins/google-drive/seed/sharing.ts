import { openRandom } from '../../seed/random.ts'
import { capitalized, word } from '../../seed/words.ts'
import { anyonePermission, domainPermission, personPermission } from '../sharing/new-permission.ts'
import type { DriveFile } from '../state.ts'
import { counts } from './files.ts'
import type { Seeding } from './seeding.ts'

/** Who may see what: the first file in the folders has eight more permissions, some others one or two. */
export function seedSharing(seeding: Seeding): void {
  const { seed, state, domain, others } = seeding
  const rich = state.files[counts.folders]!
  for (const [nth, person] of others.slice(0, 6).entries()) rich.permissions.push(personPermission(person, roleAt(nth)))
  const random = openRandom(seed, 'google-drive/group')
  const group = { email: `${word(random)}@${domain}`, name: capitalized(word(random)) }
  rich.permissions.push(personPermission(group, 'reader', 'group'), domainPermission(domain, 'commenter', false))

  const own = state.files.filter((file) => file.resource['sharingUser'] === undefined && file.drive === undefined)
  for (const [place, file] of own.entries()) if (file !== rich) shareOwn(seeding, file, place)
  const shared = state.files.filter((file) => file.resource['sharingUser'] !== undefined)
  for (const [nth, file] of shared.entries()) {
    file.permissions.push(personPermission(state.me, nth % 3 === 0 ? 'writer' : nth % 3 === 1 ? 'commenter' : 'reader'))
  }
  const inDrive = state.files.filter((file) => file.drive !== undefined)
  inDrive[2]?.permissions.push(personPermission(others[8]!, 'reader'))
}

function shareOwn({ others }: Seeding, file: DriveFile, place: number): void {
  if (place % 6 === 2) file.permissions.push(personPermission(others[place % others.length]!, roleAt(place)))
  if (place % 12 === 8) file.permissions.push(personPermission(others[(place + 1) % others.length]!, 'reader'))
  if (place % 10 === 5) file.permissions.push(anyonePermission('reader', false))
}

function roleAt(nth: number): string {
  return ['writer', 'commenter', 'reader'][nth % 3]!
}
