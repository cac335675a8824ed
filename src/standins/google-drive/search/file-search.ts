import { isJsonObject, type Json, type JsonObject } from '../../../lib/json.ts'
import { isTrashed } from '../files/file-view.ts'
import { permissionsOf, roleRank } from '../sharing/access.ts'
import { type DriveFile, type DriveState, fileById, fileNotFound } from '../state.ts'
import { parseSearch, type Search, type SearchValue, type Term, type Terms, timeOf } from './parse-search.ts'
import { hasPhrase, startsWords } from './words.ts'

const same = ['=', '!=']
const order = ['=', '!=', '<', '<=', '>', '>=']
const time: Term = { operators: order, value: 'time' }
const flag: Term = { operators: same, value: 'flag' }
const member: Term = { operators: ['in'], value: 'text' }
const pair: Term = { operators: ['has'], value: 'pair' }

const terms: Terms = {
  name: { operators: ['contains', ...same], value: 'text' },
  fullText: { operators: ['contains'], value: 'text' },
  mimeType: { operators: ['contains', ...same], value: 'text' },
  createdTime: time,
  modifiedTime: time,
  viewedByMeTime: time,
  sharedWithMeTime: time,
  trashed: flag,
  starred: flag,
  sharedWithMe: flag,
  parents: member,
  owners: member,
  writers: member,
  readers: member,
  properties: pair,
  appProperties: pair,
  visibility: { operators: same, value: 'text' },
  'shortcutDetails.targetId': { operators: same, value: 'text' },
}

/** Which files `q` asks for. Refused are a query that is none, and a folder that is not there. */
export function fileSearch(state: DriveState, q: string): (file: DriveFile) => boolean {
  const search = parseSearch(q, terms)
  return (file) => matches(search, (term) => holds(state, file, term))
}

export function asksForText(q: string): boolean {
  return /\bfullText\b/.test(q.replaceAll(/'(?:[^'\\]|\\.)*'/gs, "''"))
}

type AskedTerm = Extract<Search, { kind: 'term' }>

export function matches(search: Search, holds: (term: AskedTerm) => boolean): boolean {
  if (search.kind === 'term') return holds(search)
  if (search.kind === 'not') return !matches(search.of, holds)
  // Both sides are looked at: a folder that is not there is refused wherever it stands.
  const [left, right] = [matches(search.left, holds), matches(search.right, holds)]
  return search.kind === 'and' ? left && right : left || right
}

function holds(state: DriveState, file: DriveFile, { field, operator, value }: AskedTerm): boolean {
  if (operator === 'in') return isAmong(state, file, field, String(value))
  if (operator === 'has') return hasPair(file.resource[field], value)
  if (field === 'fullText') return hasPhrase(textOf(file), String(value))
  const { resource } = file
  if (field === 'trashed') return compare(isTrashed(state, file), operator, value)
  if (field === 'sharedWithMe') return compare(resource['sharedWithMeTime'] !== undefined, operator, value)
  if (field === 'visibility') return compare(visibilityOf(state, file), operator, value)
  if (field === 'shortcutDetails.targetId')
    return compare((resource['shortcutDetails'] as JsonObject | undefined)?.['targetId'], operator, value)
  if (operator !== 'contains') return compare(resource[field], operator, value, terms[field]?.value === 'time')
  const text = String(resource[field])
  return field === 'name' ? startsWords(text, String(value)) : text.includes(String(value))
}

export function compare(found: Json | undefined, operator: string, wanted: SearchValue, asTime = false): boolean {
  if (operator === '=' && !asTime) return found === wanted
  if (operator === '!=' && !asTime) return found !== wanted
  if (found === undefined) return operator === '!='
  const [one, other] = asTime ? [timeOf(String(found)), timeOf(String(wanted))] : [Number(found), Number(wanted)]
  if (operator === '=') return one === other
  if (operator === '!=') return one !== other
  if (operator === '<') return one < other
  if (operator === '<=') return one <= other
  return operator === '>' ? one > other : one >= other
}

function isAmong(state: DriveState, file: DriveFile, field: string, value: string): boolean {
  if (field === 'parents') {
    const folder = fileById(state, value)
    if (!folder) throw fileNotFound('')
    return file.parent === folder.id
  }
  const email = value === 'me' ? state.me.email : value.toLowerCase()
  const least = { owners: 'owner', writers: 'writer', readers: 'reader' }[field] ?? 'owner'
  return permissionsOf(state, file).some(
    ({ emailAddress, role }) =>
      emailAddress === email && (least === 'owner' ? role === 'owner' : roleRank(String(role)) >= roleRank(least)),
  )
}

function hasPair(properties: Json | undefined, wanted: SearchValue): boolean {
  if (!isJsonObject(properties) || typeof wanted !== 'object') return false
  return Object.hasOwn(properties, wanted.key) && properties[wanted.key] === wanted.value
}

function textOf({ resource, content }: DriveFile): string {
  const readable = content && !String(resource['mimeType']).startsWith('image/')
  return [resource['name'], resource['description'] ?? '', readable ? content.bytes.toString('utf8') : ''].join('\n')
}

function visibilityOf(state: DriveState, file: DriveFile): string {
  const permissions = permissionsOf(state, file)
  for (const type of ['anyone', 'domain']) {
    const found = permissions.find((permission) => permission['type'] === type)
    if (found) return `${type}${found['allowFileDiscovery'] === true ? 'CanFind' : 'WithLink'}`
  }
  return 'limited'
}
