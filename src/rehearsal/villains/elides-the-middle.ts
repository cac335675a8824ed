import { changingTexts } from '../spoil-input.ts'
import { wrongFunction } from '../wrong-function.ts'

export const elidesTheMiddle = wrongFunction({
  name: 'elides-the-middle',
  does: 'sends of a long text how it begins and how it ends',
  moves: ['IG2', 'A16'],
  on: ['google-calendar/create-event', 'slack/send-message', 'slack/update-message'],
  caughtBy: ['request-from-input'],
  spoil(source, { seed }) {
    const most = 400 + (seed % 5) * 200
    return changingTexts(
      source,
      `value.length > ${most} ? \`\${value.slice(0, ${most - 100})} … \${value.slice(-80)}\` : value`,
    )
  },
})
