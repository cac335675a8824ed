import { wrongFunction } from '../wrong-function.ts'

export const sendsTheFirstFew = wrongFunction({
  name: 'sends-the-first-few',
  does: 'sends of a list no more entries than anybody tries',
  moves: ['IG2', 'A16'],
  on: ['google-sheet/append-values'],
  caughtBy: ['request-from-input'],
  spoil: (source, { seed }) =>
    source.replace('values: input.rows', `values: input.rows.slice(0, ${10 + (seed % 7) * 10})`),
})
