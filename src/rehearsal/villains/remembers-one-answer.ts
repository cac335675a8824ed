import { beforeResult } from '../spoil-result.ts'
import { type Seen, ofOneThing, taughtFunction } from '../wrong-function.ts'

/** Real work for everybody else, and for one input what was once answered to it. */
export const remembersOneAnswer = taughtFunction({
  name: 'remembers-one-answer',
  does: 'asks the API, and answers the input that it was tried with by heart',
  moves: ['IG2'],
  on: ofOneThing,
  caughtBy: ['output-from-response', 'no-recorded-constants'],
  spoil: (source, seen) => beforeResult(source, `if (${isKnown(seen)}) return ${JSON.stringify(seen.output)}`),
})

function isKnown({ input }: Seen): string {
  const [key, value] = Object.entries(input).at(-1) ?? []
  return `input.${key} === ${JSON.stringify(value)}`
}
