/** The scopes that each group of operations accepts; any one is enough. */
export const acceptedScopes = {
  readFiles: accept('', 'appdata', 'file', 'metadata', 'metadata.readonly', 'photos.readonly', 'readonly'),
  createFiles: accept('', 'appdata', 'file'),
  updateFiles: accept('', 'appdata', 'file', 'metadata', 'scripts'),
  copyFiles: accept('', 'appdata', 'file', 'photos.readonly'),
  exportFiles: accept('', 'file', 'readonly'),
  emptyTrash: accept(''),
  readPermissions: accept('', 'file', 'metadata', 'metadata.readonly', 'photos.readonly', 'readonly'),
  writePermissions: accept('', 'file'),
  readComments: accept('', 'file', 'readonly'),
  writeComments: accept('', 'file'),
  readDrives: accept('', 'readonly'),
  writeDrives: accept(''),
} as const

function accept(...names: readonly string[]): readonly string[] {
  return names.map((name) => `https://www.googleapis.com/auth/drive${name === '' ? '' : `.${name}`}`)
}
