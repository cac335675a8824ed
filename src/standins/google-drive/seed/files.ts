import type { JsonObject } from '../../../lib/json.ts'
import { openRandom, type Random } from '../../seed/random.ts'
import { text, word, words } from '../../seed/words.ts'
import { type Content, contentOf } from '../files/content.ts'
import {
  documentType,
  exportFormats,
  folderType,
  isGoogleType,
  presentationType,
  shortcutType,
  spreadsheetType,
} from '../files/mime-types.ts'
import { ownerPermission } from '../sharing/new-permission.ts'
import { userView } from '../sharing/people.ts'
import type { DriveFile, Person, Revision } from '../state.ts'
import { driveFileId, revisionId, type Seeding, timeAt } from './seeding.ts'

/** How many of each there are, in this order: folders, then what lies in them, then what others share. */
export const counts = { folders: 18, files: 40, shared: 7 }

export function seedFiles(seeding: Seeding): void {
  const { state, others } = seeding
  for (let place = 0; place < counts.folders; place++) {
    const parent = place < 5 ? state.root.id : state.files[(place - 5) % 6]!.id
    state.files.push(seedFile(seeding, { place, owner: state.me, mimeType: folderType, parent }))
  }
  for (let nth = 0; nth < counts.files; nth++) {
    const place = counts.folders + nth
    state.files.push(
      seedFile(seeding, { place, owner: state.me, mimeType: typeAt(nth), parent: folderAt(seeding, nth) }),
    )
  }
  for (let nth = 0; nth < counts.shared; nth++) {
    const place = counts.folders + counts.files + nth
    const owner = others[nth % others.length]!
    state.files.push(
      seedFile(seeding, { place, owner, mimeType: nth === 4 ? folderType : typeAt(nth), parent: undefined }),
    )
  }
}

export interface Spot {
  /** Counts through the whole account. */
  readonly place: number
  /** Whose it is; in a shared drive, who worked on it last. */
  readonly owner: Person
  readonly mimeType: string
  readonly parent: string | undefined
  readonly drive?: string
}

export function seedFile(seeding: Seeding, { place, owner, mimeType, parent, drive }: Spot): DriveFile {
  const { seed, state } = seeding
  const random = openRandom(seed, `google-drive/file/${place}`)
  const id = driveFileId(random)
  const name = nameOf(random, mimeType, place)
  const content = contentAt(random, mimeType, place)
  const mine = owner.email === state.me.email
  return {
    id,
    resource: {
      name,
      mimeType,
      ...(place % 4 === 1 ? { description: text(random, place) } : {}),
      ...choices(random, { place, mimeType, mine }),
      ...times(random, place, mine),
      ...(content && !isGoogleType(mimeType) ? { originalFilename: name } : {}),
      ...(mine ? {} : { lastModifier: userView(state, owner) }),
      ...(mine || drive !== undefined ? {} : { sharingUser: userView(state, owner) }),
      ...(mimeType === shortcutType ? { shortcutDetails: target(seeding, place) } : {}),
      version: String(3 + random.below(60)),
    },
    parent,
    drive,
    content,
    permissions: drive === undefined ? [ownerPermission(owner)] : [],
    comments: [],
    revisions: content ? revisions(random, { place, mimeType, name, content }) : [],
  }
}

const types = [
  documentType,
  'text/plain',
  spreadsheetType,
  'application/pdf',
  documentType,
  'text/csv',
  presentationType,
  'image/png',
  documentType,
  'application/json',
]

function typeAt(nth: number): string {
  return nth === 17 ? shortcutType : types[nth % types.length]!
}

// Many in the first folder, some at the top, the others here and there.
function folderAt({ state }: Seeding, nth: number): string {
  if (nth < 19) return state.files[0]!.id
  return nth % 5 === 0 ? state.root.id : state.files[1 + (nth % (counts.folders - 1))]!.id
}

const extensions: Readonly<Record<string, string>> = {
  'text/plain': '.txt',
  'application/pdf': '.pdf',
  'text/csv': '.csv',
  'image/png': '.png',
  'application/json': '.json',
}

function nameOf(random: Random, mimeType: string, place: number): string {
  // A word that every account has, so that a search finds something in any of them.
  const plain = `${place % 2 === 0 ? 'Report' : 'Plan'} ${words(random, 1 + (place % 3))}`
  const name =
    place % 9 === 5 ? `${plain} – ${word(random)} 🗂` : place % 11 === 7 ? `${plain}’s "${word(random)}"` : plain
  return `${name}${extensions[mimeType] ?? ''}`
}

function contentAt(random: Random, mimeType: string, place: number): Content | undefined {
  if (isGoogleType(mimeType) && !exportFormats[mimeType]) return undefined
  return contentOf(bytesOf(random, mimeType, place))
}

function bytesOf(random: Random, mimeType: string, place: number): Buffer {
  const line = () => words(random, 3).replaceAll(' ', ',')
  if (mimeType === 'text/csv' || mimeType === spreadsheetType)
    return Buffer.from(Array.from({ length: 4 + (place % 5) }, line).join('\n'))
  if (mimeType === 'application/json') return Buffer.from(JSON.stringify({ [word(random)]: words(random, 2) }))
  const body = Array.from({ length: 2 + (place % 4) }, (_, nth) => text(random, place + nth)).join('\n')
  if (mimeType === 'application/pdf') return Buffer.from(`%PDF-1.4\n% ${body}\n%%EOF\n`)
  if (mimeType === 'image/png') return Buffer.concat([pngStart, Buffer.from(body)])
  return Buffer.from(body)
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function choices(
  random: Random,
  { place, mimeType, mine }: { place: number; mimeType: string; mine: boolean },
): JsonObject {
  return {
    starred: place % 7 === 3,
    // Two files, and a folder with what is in it.
    trashed: mine && (place === 16 || place === 45 || place === 52),
    ...(place % 8 === 6 ? { properties: { reference: word(random), stage: word(random) } } : {}),
    ...(place % 10 === 4 ? { appProperties: { reference: word(random) } } : {}),
    ...(mimeType === folderType && place % 3 === 2 ? { folderColorRgb: place % 2 === 0 ? '#ac725e' : '#16a765' } : {}),
    ...(place % 13 === 8 ? { writersCanShare: false } : {}),
    ...(place % 14 === 9 ? { copyRequiresWriterPermission: true } : {}),
  }
}

function times(random: Random, place: number, mine: boolean): JsonObject {
  const createdTime = timeAt(place, random)
  const modifiedTime = timeAt(150 + ((place * 37) % 101), random)
  return {
    createdTime,
    modifiedTime,
    ...(mine ? { modifiedByMeTime: modifiedTime } : { sharedWithMeTime: timeAt(100 + place, random) }),
    ...(mine && place % 5 !== 4 ? { viewedByMeTime: timeAt(300 + place, random) } : {}),
  }
}

function target({ state }: Seeding, place: number): JsonObject {
  const { id, resource } = state.files[place - 3]!
  return { targetId: id, targetMimeType: resource['mimeType'] ?? '' }
}

interface Written {
  readonly place: number
  readonly mimeType: string
  readonly name: string
  readonly content: Content
}

/** The first file that is not Google's own was written ten times, the others once or twice. */
function revisions(random: Random, { place, mimeType, name, content }: Written): Revision[] {
  const isGoogle = isGoogleType(mimeType)
  const count = place === counts.folders + 1 ? 10 : isGoogle ? 1 : 1 + (place % 2)
  return Array.from({ length: count }, (_, nth) => ({
    id: isGoogle ? String(1000 + random.below(9_000_000)) : revisionId(random),
    content: nth === count - 1 ? content : contentOf(bytesOf(random, mimeType, place + nth)),
    resource: {
      mimeType,
      modifiedTime: timeAt(nth === count - 1 ? 150 + ((place * 37) % 101) : 60 + nth * 8, random),
      ...(isGoogle ? {} : { originalFilename: name, keepForever: nth === 2 }),
    },
  }))
}
