import type { JsonObject } from '../../lib/json.ts'
import { refuse } from '../google/refusal.ts'
import type { Content } from './files/content.ts'
import type { Upload } from './upload/upload.ts'

/** One person's account. Kept is what was set or noted; everything else is worked out when it is looked at. */
export interface DriveState {
  readonly me: Person
  /** The folder that is called `root` in requests. */
  readonly root: DriveFile
  /** Without the top folders. */
  files: DriveFile[]
  drives: SharedDrive[]
  /** The latest change of each file and shared drive, oldest first. */
  changes: Change[]
  /** Grows with every change: what a page token of the changes points at. */
  revision: number
  /** The revision of the oldest change that is remembered. */
  readonly since: number
  /** Ids that were given out before there are files for them. */
  readonly reserved: Set<string>
  /** Uploads whose content is still to come. */
  readonly uploads: Map<string, Upload>
}

export interface Person {
  readonly email: string
  readonly name: string
}

export interface DriveFile {
  readonly id: string
  resource: JsonObject
  /** Id of the folder that it lies in; undefined for what others keep in theirs. */
  parent: string | undefined
  /** Id of the shared drive that it belongs to. */
  drive: string | undefined
  /** Undefined for what has none, such as a folder. Of Google's own kinds it is the text. */
  content: Content | undefined
  /** Those given on the file itself, not what it inherits. */
  permissions: JsonObject[]
  comments: Comment[]
  revisions: Revision[]
}

export interface Comment {
  readonly id: string
  /** Without the replies. */
  resource: JsonObject
  readonly author: Person
  replies: Reply[]
}

export interface Reply {
  readonly id: string
  resource: JsonObject
  readonly author: Person
}

export interface Revision {
  readonly id: string
  resource: JsonObject
  readonly content: Content
}

export interface SharedDrive {
  readonly id: string
  resource: JsonObject
  /** Its top folder: same id, and its permissions are the drive's members. */
  readonly root: DriveFile
  /** What the client called the request that made it. */
  readonly requestId: string
}

export interface Change {
  readonly revision: number
  readonly type: 'file' | 'drive'
  /** Of the file or the shared drive. */
  readonly id: string
  readonly time: string
  readonly removed: boolean
  /** The shared drive that a file belongs, or belonged, to. */
  readonly drive: string | undefined
}

/** Top folders included; undefined when there is none. */
export function fileById(state: DriveState, id: string): DriveFile | undefined {
  if (id === 'root' || id === state.root.id) return state.root
  return state.files.find((file) => file.id === id) ?? state.drives.find((drive) => drive.id === id)?.root
}

/** The file that the request names. One of a shared drive is only found by who says that he knows of shared drives. */
export function findFile(
  state: DriveState,
  id: string,
  { query, always = false }: { query: URLSearchParams; always?: boolean },
): DriveFile {
  const file = fileById(state, id)
  const knows = always || isTrue(query, 'supportsAllDrives') || isTrue(query, 'supportsTeamDrives')
  if (!file || (file.drive !== undefined && !knows)) throw fileNotFound(id)
  return file
}

export function fileNotFound(id: string) {
  return refuse(404, { reason: 'notFound', message: `File not found: ${id}.`, parameter: 'fileId' })
}

export function findDrive(state: DriveState, id: string): SharedDrive {
  const drive = state.drives.find((candidate) => candidate.id === id)
  if (drive) return drive
  throw refuse(404, { reason: 'notFound', message: `Shared drive not found: ${id}`, parameter: 'driveId' })
}

function childrenOf(state: DriveState, folder: DriveFile): DriveFile[] {
  return state.files.filter((file) => file.parent === folder.id)
}

/** The folder itself and everything below it. */
export function treeOf(state: DriveState, file: DriveFile): DriveFile[] {
  return [file, ...childrenOf(state, file).flatMap((child) => treeOf(state, child))]
}

export function noteChange(state: DriveState, about: Pick<Change, 'type' | 'id' | 'drive'>, removed = false): void {
  state.changes = state.changes.filter((change) => change.id !== about.id || change.type !== about.type)
  state.changes.push({ ...about, revision: ++state.revision, time: now(), removed })
}

export function noteFileChange(state: DriveState, file: DriveFile, removed = false): void {
  noteChange(state, { type: 'file', id: file.id, drive: file.drive }, removed)
}

export function isTrue(query: URLSearchParams, name: string): boolean {
  return query.get(name) === 'true'
}

export function now(): string {
  return new Date().toISOString()
}
