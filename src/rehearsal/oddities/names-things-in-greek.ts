import { ownWay } from './own-way.ts'

export const namesThingsInGreek = ownWay({
  name: 'names-things-in-greek',
  does: 'names its variables with letters of other alphabets',
  moves: ['unicode'],
  on: [
    'slack/get-channel-info',
    'google-calendar/sync-events',
    'hubspot/create-contact',
    'google-drive/create-folder',
    'google-sheet/get-values',
  ],
  write: (text) =>
    text.replaceAll(/\bresponse\b(?!_)/g, 'réponse').replaceAll(/\b(recordOf|Folder|Contact)\b/g, '$1Ωδός'),
})
