import { type DriveState, type SharedDrive } from '../state.ts'
import { compare, matches } from './file-search.ts'
import { parseSearch, type Terms } from './parse-search.ts'
import { startsWords } from './words.ts'

const order = ['=', '!=', '<', '<=', '>', '>=']
const terms: Terms = {
  name: { operators: ['contains', '=', '!='], value: 'text' },
  hidden: { operators: ['=', '!='], value: 'flag' },
  createdTime: { operators: order, value: 'time' },
  memberCount: { operators: order, value: 'number' },
  organizerCount: { operators: order, value: 'number' },
}

export function searchedDrives(state: DriveState, q: string | null): readonly SharedDrive[] {
  if (q === null || q.trim() === '') return state.drives
  const search = parseSearch(q, terms)
  return state.drives.filter((drive) =>
    matches(search, ({ field, operator, value }) => {
      const found = factsOf(drive)[field]
      if (operator === 'contains') return startsWords(String(found), String(value))
      return compare(found, operator, value, field === 'createdTime')
    }),
  )
}

function factsOf({ resource, root }: SharedDrive): Readonly<Record<string, string | number | boolean>> {
  return {
    name: String(resource['name']),
    hidden: resource['hidden'] === true,
    createdTime: String(resource['createdTime']),
    memberCount: root.permissions.length,
    organizerCount: root.permissions.filter(({ role }) => role === 'organizer').length,
  }
}
