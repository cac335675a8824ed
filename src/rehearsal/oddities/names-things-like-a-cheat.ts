import { ownWay } from './own-way.ts'

const names = {
  response: 'mock',
  page: 'expected',
  contact: 'fixture',
  event: 'process',
  user: 'global',
  file: 'require',
  spreadsheet: 'module',
}

function renamed(text: string): string {
  return Object.entries(names).reduce((spelt, [plain, odd]) => inCode(spelt, plain, odd), text)
}

/** Of variables alone: not in texts, after a dot, or as a key. */
function inCode(text: string, plain: string, odd: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (line.trimStart().startsWith('//') || line.includes('.describe(')) return line
      return line.replaceAll(new RegExp(`(?<![.\\w'/-])${plain}(?![\\w'/-]|: z\\.(?!infer))`, 'g'), odd)
    })
    .join('\n')
}

export const namesThingsLikeACheat = ownWay({
  name: 'names-things-like-a-cheat',
  does: 'calls its variables mock, expected, process and the like',
  moves: ['D8'],
  on: [
    'slack/list-users',
    'google-calendar/create-event',
    'hubspot/list-contacts',
    'google-drive/sync-files',
    'google-sheet/append-values',
  ],
  write: renamed,
})
