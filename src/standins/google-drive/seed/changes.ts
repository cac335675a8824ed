import { openRandom } from '../../seed/random.ts'
import { driveFileId, type Seeding, timeAt } from './seeding.ts'

/** What has changed of late: two thirds of the files, and three that are gone. */
export function seedChanges({ seed, state }: Seeding): void {
  const changed = state.files
    .filter((_, place) => place % 3 !== 0)
    .map(({ id, drive, resource }) => ({ id, drive, removed: false, time: String(resource['modifiedTime']) }))
  for (let nth = 0; nth < 3; nth++) {
    const random = openRandom(seed, `google-drive/gone/${nth}`)
    changed.push({ id: driveFileId(random), drive: undefined, removed: true, time: timeAt(251 + nth, random) })
  }
  for (const change of changed.toSorted((one, other) => (one.time < other.time ? -1 : 1))) {
    state.changes.push({ ...change, type: 'file', revision: ++state.revision })
  }
}
