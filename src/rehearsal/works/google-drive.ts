import type { Work } from './work.ts'

const seeFile = { source: 'google-drive/look-around', finds: ['fileId'] }
const seeFolder = { source: 'google-drive/look-around', finds: ['folderId'] }

export const googleDrive: readonly Work[] = [
  {
    interaction: 'google-drive/list-files',
    question: 'list files with q fields and page tokens files.list',
    source: 'google-drive/list-files',
    // A small page, so that a test account has a second one.
    input: () => ({ limit: 5 }),
    nextPage: 'nextCursor',
    slip: { right: 'size: Number(file.size)', wrong: 'size: file.size' },
  },
  {
    interaction: 'google-drive/get-file',
    question: 'metadata of one file by its id files.get',
    source: 'google-drive/get-file',
    look: seeFile,
    input: ({ fileId = '' }) => ({ fileId }),
  },
  {
    interaction: 'google-drive/create-folder',
    question: 'create a folder files.create mimeType folder parents',
    source: 'google-drive/create-folder',
    look: seeFolder,
    input: ({ folderId = '' }, { seed }) => ({ name: `Receipts ${1 + (seed % 300)}`, parentId: folderId }),
  },
  {
    interaction: 'google-drive/sync-files',
    question: 'list files by modifiedTime with page tokens files.list',
    source: 'google-drive/sync-files',
  },
  {
    interaction: 'google-drive/sync-folders',
    question: 'list files by mimeType with page tokens files.list',
    source: 'google-drive/sync-folders',
  },
  {
    interaction: 'google-drive/list-recent-files',
    question: 'list files by modifiedTime desc files.list orderBy',
    source: 'google-drive/list-recent-files',
    input: (_, { seed }) => ({ count: 7 + (seed % 5) }),
  },
]
