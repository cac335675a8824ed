import type { Json, JsonObject } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'
import { folderType } from './mime-types.ts'

const keys: Readonly<Record<string, (file: JsonObject) => Json | undefined>> = {
  createdTime: (file) => file['createdTime'],
  // Folders come first.
  folder: (file) => (file['mimeType'] === folderType ? 0 : 1),
  modifiedByMeTime: (file) => file['modifiedByMeTime'],
  modifiedTime: (file) => file['modifiedTime'],
  name: (file) => file['name'],
  name_natural: (file) => file['name'],
  quotaBytesUsed: (file) => Number(file['quotaBytesUsed'] ?? 0),
  recency: (file) => latest(file),
  sharedWithMeTime: (file) => file['sharedWithMeTime'],
  starred: (file) => (file['starred'] === true ? 0 : 1),
  viewedByMeTime: (file) => file['viewedByMeTime'],
}

/** As `orderBy` asks: keys, each perhaps with `desc`, the first one weighing most. Unasked, what was changed last comes first. */
export function sortedFiles(files: readonly JsonObject[], orderBy: string): readonly JsonObject[] {
  const order = (orderBy.trim() === '' ? 'modifiedTime desc' : orderBy).split(',').map(readKey)
  return files.toSorted((one, other) => {
    for (const { name, sign } of order) {
      const key = keys[name]
      const difference = compare(key?.(one), key?.(other), name === 'name_natural') * sign
      if (difference !== 0) return difference
    }
    return 0
  })
}

function readKey(text: string): { name: string; sign: number } {
  const [name = '', direction, ...more] = text.trim().split(/\s+/)
  if (!Object.hasOwn(keys, name) || more.length > 0 || (direction !== undefined && !/^(asc|desc)$/.test(direction)))
    throw refuse(400, { reason: 'invalid', message: 'Invalid Value', parameter: 'orderBy' })
  return { name, sign: direction === 'desc' ? -1 : 1 }
}

function compare(one: Json | undefined, other: Json | undefined, numeric: boolean): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return String(one ?? '').localeCompare(String(other ?? ''), 'en', { numeric, sensitivity: 'base' })
}

function latest(file: JsonObject): string {
  return ['createdTime', 'modifiedTime', 'viewedByMeTime', 'sharedWithMeTime']
    .map((name) => String(file[name] ?? ''))
    .toSorted()
    .at(-1)!
}
