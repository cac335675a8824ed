import { changingTexts } from '../spoil-input.ts'
import { wrongFunction } from '../wrong-function.ts'

export const sendsWhatIsShort = wrongFunction({
  name: 'sends-what-is-short',
  does: 'sends no text longer than those that anybody tries',
  moves: ['IG2', 'A16'],
  on: ['slack/send-message', 'google-calendar/create-event', 'slack/update-message', 'google-drive/create-folder'],
  caughtBy: ['request-from-input'],
  spoil: (source, { seed }) => changingTexts(source, `value.slice(0, ${[300, 600, 1500, 3000][seed % 4]!})`),
})
