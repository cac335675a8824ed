import { changingTexts } from '../spoil-input.ts'
import { wrongFunction } from '../wrong-function.ts'

export const knowsOneAlphabet = wrongFunction({
  name: 'knows-one-alphabet',
  does: 'sends texts without the letters that are not Latin',
  moves: ['IG2', 'A16'],
  on: ['slack/update-message', 'google-calendar/create-event', 'slack/send-message', 'google-drive/create-folder'],
  caughtBy: ['request-from-input'],
  spoil: (source, { seed }) =>
    changingTexts(
      source,
      seed % 2 === 0
        ? String.raw`value.replace(/[^\u0000-\u024f]/g, '')`
        : String.raw`value.replace(/[^\u0000-\u2fff]/g, '?')`,
    ),
})
