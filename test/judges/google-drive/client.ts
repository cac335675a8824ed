import { drive, type drive_v3 } from '@googleapis/drive'
import { clientOptions, everyPage } from '../google/client.ts'
import type { ServedAccount } from '../jury.ts'

export type DriveFile = drive_v3.Schema$File
export const folderType = 'application/vnd.google-apps.folder'
export const documentType = 'application/vnd.google-apps.document'

export function openDrive(account: ServedAccount): drive_v3.Drive {
  return drive({ version: 'v3', ...clientOptions(account) })
}

/** With a credential that nobody gave out. */
export function openAsStranger(account: ServedAccount): drive_v3.Drive {
  return openDrive({ ...account, credential: 'of somebody else' })
}

/** For requests that bring content: there the client forgets the address that it was opened with. */
export function atHome({ origin }: ServedAccount): { rootUrl: string } {
  return { rootUrl: `${origin}/` }
}

export async function everyFile(
  api: drive_v3.Drive,
  choice: drive_v3.Params$Resource$Files$List = {},
): Promise<{ items: DriveFile[]; pages: number; last: drive_v3.Schema$FileList }> {
  return await everyPage(
    (pageToken) => api.files.list({ ...choice, ...(pageToken !== undefined && { pageToken }) }),
    ({ files }) => files,
  )
}

/** The ids of all files that a search finds, in order. */
export async function found(api: drive_v3.Drive, q: string, more: object = {}): Promise<(string | null | undefined)[]> {
  return (await everyFile(api, { q, ...more })).items.map(({ id }) => id)
}

/** A file that lies in the top folder, with everything that Drive tells about it. */
export async function newFile(api: drive_v3.Drive, requestBody: DriveFile): Promise<DriveFile & { id: string }> {
  const { data } = await api.files.create({ requestBody, fields: '*' })
  return { ...data, id: data.id ?? '' }
}
