import { typeNamed } from '../object-types.ts'
import { invalid } from '../refusal.ts'
import type { HubSpotState, LinkType } from '../state.ts'

/** All kinds of association that records of one type may have with records of another; the plain kind is the last. */
export function linkTypes(state: HubSpotState, from: string, to: string): readonly LinkType[] {
  return [...state.linkTypes, ...standardTypes].filter((type) => type.from === from && type.to === to)
}

/** The kind that is meant when none is named. A 400 when these types of records cannot be associated. */
export function plainLinkType(state: HubSpotState, from: string, to: string): LinkType {
  const plain = linkTypes(state, from, to).at(-1)
  if (plain) return plain
  throw invalid(`No association types exist between ${from} and ${to}.`)
}

/** The kind by its number or name. A 400 when there is none between these types of records. */
export function linkTypeNamed(state: HubSpotState, from: string, to: string, named: string | number): LinkType {
  const found = linkTypes(state, from, to).find((type) => type.id === Number(named) || type.name === named)
  if (found) return found
  throw invalid(`${named} is not a valid association type between ${from} and ${to}.`)
}

/** Every kind with this number: what a request means that names no other type of record. */
export function linkTypeById(state: HubSpotState, from: string, id: number): LinkType | undefined {
  return [...state.linkTypes, ...standardTypes].find((type) => type.from === from && type.id === id)
}

/** Between a custom type and a standard one there is a plain kind, too. */
export function customLinkTypes(state: HubSpotState, custom: string, start: number): LinkType[] {
  return ['contacts', 'companies', 'deals', 'tickets'].flatMap((name, index) => {
    const singular = typeNamed(state, name).singular
    const [id, inverse] = [start + 2 * index, start + 2 * index + 1]
    const kind = { label: null, category: 'USER_DEFINED' } as const
    return [
      { ...kind, from: custom, to: name, id, inverse, name: `${custom}_to_${singular}` },
      { ...kind, from: name, to: custom, id: inverse, inverse: id, name: `${singular}_to_${custom}` },
    ]
  })
}

/** The other direction of a kind. */
export function inverseOf(state: HubSpotState, type: LinkType): LinkType {
  return linkTypeNamed(state, type.to, type.from, type.inverse)
}

// From, to, the numbers in both directions, and for some pairs a kind beside the plain one.
const pairs = [
  'contacts companies 1 2 primary',
  'deals companies 5 6 primary',
  'tickets companies 26 25 primary',
  'companies companies 13 14 hierarchy',
  'contacts companies 279 280',
  'deals companies 341 342',
  'tickets companies 339 340',
  'contacts contacts 449 449',
  'companies companies 450 450',
  'deals deals 451 451',
  'tickets tickets 452 452',
  'deals contacts 3 4',
  'tickets contacts 16 15',
  'tickets deals 28 27',
  'line_items deals 20 19',
  'notes contacts 202 201',
  'notes companies 190 189',
  'notes deals 214 213',
  'notes tickets 228 227',
  'tasks contacts 204 203',
  'tasks companies 192 191',
  'tasks deals 216 215',
  'tasks tickets 230 229',
  'calls contacts 194 193',
  'calls companies 182 181',
  'calls deals 206 205',
  'calls tickets 220 219',
  'emails contacts 198 197',
  'emails companies 186 185',
  'emails deals 210 209',
  'emails tickets 224 223',
  'meetings contacts 200 199',
  'meetings companies 188 187',
  'meetings deals 212 211',
  'meetings tickets 226 225',
  'communications contacts 81 82',
  'communications companies 87 88',
  'communications deals 85 86',
  'communications tickets 83 84',
  'postal_mail contacts 453 454',
  'postal_mail companies 459 460',
  'postal_mail deals 457 458',
  'postal_mail tickets 455 456',
]

const singulars: Readonly<Record<string, string>> = {
  contacts: 'contact',
  companies: 'company',
  deals: 'deal',
  tickets: 'ticket',
  line_items: 'line_item',
  notes: 'note',
  tasks: 'task',
  calls: 'call',
  emails: 'email',
  meetings: 'meeting_event',
  communications: 'communication',
  postal_mail: 'postal_mail',
}

const standardTypes: readonly LinkType[] = pairs.flatMap((line) => {
  const [from = '', to = '', there = '', back = '', special] = line.split(' ')
  const [id, inverse] = [Number(there), Number(back)]
  const category = 'HUBSPOT_DEFINED' as const
  const label = special === 'primary' ? 'Primary' : null
  const names = namesOf(from, to, special)
  const one = { from, to, id, inverse, name: names[0], label, category }
  return id === inverse ? [one] : [one, { ...one, from: to, to: from, id: inverse, inverse: id, name: names[1] }]
})

function namesOf(from: string, to: string, special: string | undefined): readonly [string, string] {
  const [one = from, other = to] = [singulars[from], singulars[to]]
  if (special === 'hierarchy') return [`parent_to_child_${one}`, `child_to_parent_${one}`]
  const hasPrimary =
    special === undefined && pairs.some((line) => line.startsWith(`${from} ${to} `) && line.endsWith('primary'))
  const ending = hasPrimary ? '_unlabeled' : ''
  return [`${one}_to_${other}${ending}`, `${other}_to_${one}${ending}`]
}
