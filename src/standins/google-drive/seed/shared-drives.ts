import { openRandom } from '../../seed/random.ts'
import { capitalized, words } from '../../seed/words.ts'
import { documentType, folderType } from '../files/mime-types.ts'
import { driveThemes } from '../shared-drives/drive-view.ts'
import { driveResource, driveRoot } from '../shared-drives/write-drive.ts'
import { personPermission } from '../sharing/new-permission.ts'
import { counts, seedFile } from './files.ts'
import { idCharacters, type Seeding, timeAt } from './seeding.ts'

// What the person may do in each.
const roles = [
  'organizer',
  'organizer',
  'fileOrganizer',
  'writer',
  'organizer',
  'reader',
  'commenter',
  'organizer',
  'writer',
  'organizer',
]

/** Ten shared drives; in the first four there are a folder and some files, the others are empty. */
export function seedSharedDrives(seeding: Seeding): void {
  const { seed, state, others } = seeding
  for (const [place, role] of roles.entries()) {
    const random = openRandom(seed, `google-drive/drive/${place}`)
    const id = `0A${random.characters(idCharacters, 13)}Uk9PVA`
    const createdTime = timeAt(place * 2, random)
    const root = driveRoot(id, createdTime)
    root.permissions = [personPermission(state.me, role)]
    for (let nth = 0; nth <= (place === 0 ? 5 : place % 3); nth++) {
      const member = memberRoles[(place + nth) % memberRoles.length]!
      root.permissions.push(personPermission(others[nth]!, nth === 0 ? 'organizer' : member))
    }
    const resource = driveResource({
      name: capitalized(words(random, 2)),
      colorRgb: driveThemes[place % driveThemes.length]!.colorRgb,
      createdTime,
      hidden: place === 6,
      restrictions: { domainUsersOnly: place % 4 === 1, copyRequiresWriterPermission: place % 5 === 4 },
    })
    state.drives.push({ id, resource, root, requestId: random.characters(idCharacters, 16) })
  }
  for (let drive = 0; drive < 4; drive++) seedContents(seeding, drive)
}

const memberRoles = ['writer', 'fileOrganizer', 'reader', 'commenter']

function seedContents(seeding: Seeding, nth: number): void {
  const { state, others } = seeding
  const drive = state.drives[nth]!.id
  const first = counts.folders + counts.files + counts.shared + nth * 4
  const types = [folderType, documentType, 'text/plain', 'application/pdf']
  let folder = drive
  for (const [place, mimeType] of types.entries()) {
    const parent = place < 2 ? drive : folder
    const file = seedFile(seeding, { place: first + place, owner: others[place]!, mimeType, parent, drive })
    state.files.push(file)
    if (mimeType === folderType) folder = file.id
  }
}
