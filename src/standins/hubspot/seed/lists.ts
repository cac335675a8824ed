import { openRandom } from '../../seed/random.ts'
import { capitalized, words } from '../../seed/words.ts'
import type { HubSpotState } from '../state.ts'
import { seededId, times } from './clock.ts'

/** Lists of contacts and companies, some of them computed by HubSpot. */
export function seedLists(state: HubSpotState, seed: number): void {
  for (let place = 0; place < 8; place++) {
    const random = openRandom(seed, `hubspot/list/${place}`)
    const id = seededId(state, random)
    const type = place % 4 === 3 ? 'companies' : 'contacts'
    const made = times(random, place)
    const by = String(state.identity.userId)
    const fields = {
      listId: id,
      listVersion: 1,
      name: capitalized(words(random, 2)),
      objectTypeId: type === 'contacts' ? '0-1' : '0-2',
      processingType: ['MANUAL', 'DYNAMIC', 'SNAPSHOT'][place % 3]!,
      processingStatus: 'COMPLETE',
      ...made,
      createdById: by,
      updatedById: by,
    }
    const all = (state.records[type] ?? []).filter(({ archivedAt }) => archivedAt === undefined)
    const members = all
      .filter((_, at) => at % 4 === place % 4)
      .map((record) => ({ id: record.id, since: made.updatedAt }))
    state.lists.push({ id, fields, members })
  }
}
