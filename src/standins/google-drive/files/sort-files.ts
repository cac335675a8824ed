import type { Json } from '../../../lib/json.ts'
import { refuse } from '../../google/refusal.ts'
import type { DriveFile } from '../state.ts'
import { folderType } from './mime-types.ts'

const keys: Readonly<Record<string, (file: DriveFile) => Json | undefined>> = {
  createdTime: ({ resource }) => resource['createdTime'],
  // Folders come first.
  folder: ({ resource }) => (resource['mimeType'] === folderType ? 0 : 1),
  modifiedByMeTime: ({ resource }) => resource['modifiedByMeTime'],
  modifiedTime: ({ resource }) => resource['modifiedTime'],
  name: ({ resource }) => resource['name'],
  name_natural: ({ resource }) => resource['name'],
  quotaBytesUsed: ({ content }) => content?.bytes.length ?? 0,
  recency: (file) => latest(file),
  sharedWithMeTime: ({ resource }) => resource['sharedWithMeTime'],
  starred: ({ resource }) => (resource['starred'] === true ? 0 : 1),
  viewedByMeTime: ({ resource }) => resource['viewedByMeTime'],
}

/** As `orderBy` asks: keys, each perhaps with `desc`, the first one weighing most. Unasked, what was changed last comes first. */
export function sortedFiles(files: readonly DriveFile[], orderBy: string): readonly DriveFile[] {
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
  return (numeric ? natural : alphabetical).compare(String(one ?? ''), String(other ?? ''))
}

const alphabetical = new Intl.Collator('en', { sensitivity: 'base' })
const natural = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function latest({ resource }: DriveFile): string {
  return ['createdTime', 'modifiedTime', 'viewedByMeTime', 'sharedWithMeTime']
    .map((name) => String(resource[name] ?? ''))
    .toSorted()
    .at(-1)!
}
