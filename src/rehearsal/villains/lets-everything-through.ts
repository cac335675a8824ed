import { wrongFunction } from '../wrong-function.ts'

export const letsEverythingThrough = wrongFunction({
  name: 'lets-everything-through',
  does: 'leaves out the filter that makes folders of files',
  moves: ['IG15'],
  on: ['google-drive/sync-folders'],
  caughtBy: ['only-what-was-asked'],
  spoil: (source) => source.replace(/mimeType = '[^']+' and /g, ''),
})
