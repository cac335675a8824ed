import { wrongFunction } from '../wrong-function.ts'

export const ignoresAnInput = wrongFunction({
  name: 'ignores-an-input',
  does: 'takes an optional field, and sends it to nobody',
  moves: ['IG2'],
  on: ['google-calendar/create-event', 'slack/send-message', 'hubspot/create-contact'],
  caughtBy: ['request-from-input'],
  spoil(source, { seed }) {
    const optional = [...source.matchAll(/^ *\.\.\.\(input\.\w+ !== undefined && \{.*\n/gm)].map(([line]) => line)
    return source.replace(optional[seed % optional.length] ?? '', '')
  },
})
