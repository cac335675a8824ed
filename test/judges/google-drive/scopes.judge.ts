import type { drive_v3 } from '@googleapis/drive'
import { type Attempts, scopeJudge } from '../google/attempts.ts'
import { openDrive } from './client.ts'

type Api = drive_v3.Drive

const fileId = 'nothing'
const driveId = 'nothing'
const at = { fileId, commentId: 'nothing', fields: '*' }
const permission = { type: 'anyone', role: 'reader' }

const detailReads: Attempts<Api> = [
  (api) => api.about.get({ fields: '*' }),
  (api) => api.files.list(),
  (api) => api.files.get({ fileId }),
  (api) => api.changes.getStartPageToken(),
  (api) => api.changes.list({ pageToken: '1' }),
  (api) => api.permissions.list({ fileId }),
  (api) => api.permissions.get({ fileId, permissionId: 'nothing' }),
  (api) => api.revisions.list({ fileId }),
  (api) => api.revisions.get({ fileId, revisionId: 'nothing' }),
]
const wordReads: Attempts<Api> = [
  (api) => api.files.export({ fileId, mimeType: 'text/plain' }),
  (api) => api.comments.list(at),
  (api) => api.comments.get(at),
  (api) => api.replies.list(at),
  (api) => api.replies.get({ ...at, replyId: 'nothing' }),
]
const driveReads: Attempts<Api> = [(api) => api.drives.list(), (api) => api.drives.get({ driveId })]
const changesOfFiles: Attempts<Api> = [(api) => api.files.update({ fileId, requestBody: { name: 'x' } })]
const fileWrites: Attempts<Api> = [
  (api) => api.files.create({ requestBody: { name: 'x' } }),
  (api) => api.files.copy({ fileId }),
  (api) => api.files.delete({ fileId }),
  (api) => api.files.generateIds(),
  (api) => api.permissions.create({ fileId, requestBody: permission }),
  (api) => api.permissions.update({ fileId, permissionId: 'nothing', requestBody: {} }),
  (api) => api.permissions.delete({ fileId, permissionId: 'nothing' }),
  (api) => api.comments.create({ ...at, requestBody: { content: 'x' } }),
  (api) => api.comments.update({ ...at, requestBody: { content: 'x' } }),
  (api) => api.comments.delete(at),
  (api) => api.replies.create({ ...at, requestBody: { content: 'x' } }),
  (api) => api.replies.delete({ ...at, replyId: 'nothing' }),
  (api) => api.revisions.update({ fileId, revisionId: 'nothing', requestBody: {} }),
  (api) => api.revisions.delete({ fileId, revisionId: 'nothing' }),
]
const driveWrites: Attempts<Api> = [
  (api) => api.drives.create({ requestId: 'ours-1', requestBody: { name: 'x' } }),
  (api) => api.drives.update({ driveId, requestBody: { name: 'x' } }),
  (api) => api.drives.delete({ driveId }),
  (api) => api.drives.hide({ driveId }),
  (api) => api.drives.unhide({ driveId }),
  (api) => api.files.emptyTrash(),
]

export const readOnly = scopeJudge('a credential that may only read', {
  scope: 'drive.readonly',
  open: openDrive,
  letIn: [detailReads, wordReads, driveReads],
  refused: [changesOfFiles, fileWrites, driveWrites],
})

export const ownFilesOnly = scopeJudge('a credential for the files of an app', {
  scope: 'drive.file',
  open: openDrive,
  letIn: [detailReads, wordReads, changesOfFiles, fileWrites],
  refused: [driveReads, driveWrites],
})

export const detailsOnly = scopeJudge('a credential for the details of files', {
  scope: 'drive.metadata',
  open: openDrive,
  letIn: [detailReads, changesOfFiles],
  refused: [wordReads, driveReads, fileWrites, driveWrites],
})
