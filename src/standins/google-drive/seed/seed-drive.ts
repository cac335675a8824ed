import { openRandom } from '../../seed/random.ts'
import { person, word } from '../../seed/words.ts'
import { driveRoot } from '../shared-drives/write-drive.ts'
import { ownerPermission } from '../sharing/new-permission.ts'
import type { DriveFile, DriveState, Person } from '../state.ts'
import { seedChanges } from './changes.ts'
import { seedComments } from './comments.ts'
import { seedFiles } from './files.ts'
import { driveFileId, type Seeding, timeAt } from './seeding.ts'
import { seedSharedDrives } from './shared-drives.ts'
import { seedSharing } from './sharing.ts'

/** One person's account: the k-th file, permission or comment of two seeds have the same kind and relations, and nothing else in common. */
export function seedDrive(seed: number): DriveState {
  const random = openRandom(seed, 'google-drive/account')
  const domain = `${word(random)}.example`
  const me = newPerson(seed, 'me', domain)
  const since = 2000 + random.below(90_000)
  const state: DriveState = {
    me,
    root: topFolder(`0A${driveFileId(random).slice(1, 14)}Uk9PVA`, me),
    files: [],
    drives: [],
    changes: [],
    revision: since,
    since,
    reserved: new Set(),
    uploads: new Map(),
  }
  const others = Array.from({ length: 9 }, (_, place) => newPerson(seed, `other/${place}`, domain))
  const seeding: Seeding = { seed, state, domain, others }
  seedFiles(seeding)
  seedSharedDrives(seeding)
  seedSharing(seeding)
  seedComments(seeding)
  seedChanges(seeding)
  return state
}

function newPerson(seed: number, label: string, domain: string): Person {
  const { first, last, handle } = person(openRandom(seed, `google-drive/person/${label}`))
  return { email: `${handle}@${domain}`, name: `${first} ${last}` }
}

function topFolder(id: string, me: Person): DriveFile {
  const { drive: _drive, ...folder } = driveRoot(id, timeAt(0))
  const permissions = [ownerPermission(me)]
  return { ...folder, drive: undefined, resource: { ...folder.resource, name: 'My Drive' }, permissions }
}
