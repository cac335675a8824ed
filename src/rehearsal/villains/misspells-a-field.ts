import { wrongFunction } from '../wrong-function.ts'

/** The cast keeps the compiler from saying what it would have said. */
export const misspellsAField = wrongFunction({
  name: 'misspells-a-field',
  does: 'reads an optional field by a name that the API does not use, and never returns it',
  moves: ['IG12', 'RD5'],
  on: [
    'google-calendar/get-event',
    'slack/get-channel-info',
    'google-calendar/sync-events',
    'slack/list-channels',
    'google-drive/get-file',
  ],
  caughtBy: ['fields-given'],
  spoil(source, { seed }) {
    const optional = [...source.matchAll(/\.\.\.\((\w+)\.(\w+)( !== undefined)? && \{ \w+: .*\}\)/g)]
    const read = optional.filter(([, object]) => object !== 'input')
    const [whole = '', object = '', field = ''] = read[seed % read.length] ?? []
    return source.replace(whole, whole.replaceAll(`${object}.${field}`, `(${object} as any).${field}_text`))
  },
})
