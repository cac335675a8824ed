/** Kinds of files that are Google's own: without content of their own, some can be exported. */
const google = 'application/vnd.google-apps.'
export const folderType = `${google}folder`
export const shortcutType = `${google}shortcut`
export const documentType = `${google}document`
export const spreadsheetType = `${google}spreadsheet`
export const presentationType = `${google}presentation`
const drawingType = `${google}drawing`

export function isGoogleType(mimeType: string): boolean {
  return mimeType.startsWith(google)
}

const openXml = 'application/vnd.openxmlformats-officedocument.'
const openDocument = 'application/vnd.oasis.opendocument.'

/** To what a file of Google's own kinds can be exported. */
export const exportFormats: Readonly<Record<string, readonly string[]>> = {
  [documentType]: [
    'application/rtf',
    `${openDocument}text`,
    'text/html',
    'application/pdf',
    'text/x-markdown',
    'text/markdown',
    'application/epub+zip',
    'application/zip',
    `${openXml}wordprocessingml.document`,
    'text/plain',
  ],
  [spreadsheetType]: [
    'application/x-vnd.oasis.opendocument.spreadsheet',
    'text/tab-separated-values',
    'application/pdf',
    `${openXml}spreadsheetml.sheet`,
    'text/csv',
    'application/zip',
    `${openDocument}spreadsheet`,
  ],
  [presentationType]: [
    `${openDocument}presentation`,
    'application/pdf',
    `${openXml}presentationml.presentation`,
    'text/plain',
  ],
  [drawingType]: ['image/svg+xml', 'image/png', 'application/pdf', 'image/jpeg'],
}

/** What becomes a file of Google's own kinds when it is uploaded as one. */
export const importFormats: Readonly<Record<string, readonly string[]>> = {
  'text/plain': [documentType],
  'text/html': [documentType],
  'text/markdown': [documentType],
  'text/richtext': [documentType],
  'application/rtf': [documentType],
  'application/pdf': [documentType],
  'application/msword': [documentType],
  [`${openXml}wordprocessingml.document`]: [documentType],
  [`${openDocument}text`]: [documentType],
  'image/png': [documentType],
  'image/jpeg': [documentType],
  'text/csv': [spreadsheetType],
  'text/tab-separated-values': [spreadsheetType],
  'application/vnd.ms-excel': [spreadsheetType],
  [`${openXml}spreadsheetml.sheet`]: [spreadsheetType],
  [`${openDocument}spreadsheet`]: [spreadsheetType],
  'application/vnd.ms-powerpoint': [presentationType],
  [`${openXml}presentationml.presentation`]: [presentationType],
  [`${openDocument}presentation`]: [presentationType],
}

/** What a name says about the kind of a file, when nothing else does. */
export function typeByName(name: string): string | undefined {
  return typesByExtension[extensionOf(name) ?? '']
}

export function extensionOf(name: string): string | undefined {
  return /[^.]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase()
}

const typesByExtension: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  docx: `${openXml}wordprocessingml.document`,
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  pptx: `${openXml}presentationml.presentation`,
  txt: 'text/plain',
  xlsx: `${openXml}spreadsheetml.sheet`,
  xml: 'text/xml',
  zip: 'application/zip',
}
