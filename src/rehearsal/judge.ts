import type { Message } from './conversation.ts'
import type { Turn } from './part.ts'

/** Not a part: whoever asks it plays no interaction, and offers no tools. */
export const judgeName = 'judge'

const mostQuoted = 120

/** Chooses the earliest candidate that it is offered, and quotes the beginning of its event. */
export function judgeTurn(messages: readonly Message[]): Turn {
  const lines = (messages.at(-1)?.content ?? '').split('\n')
  const event = lines.flatMap((line) => /^1\. event (\S+),/.exec(line)?.[1] ?? [])[0]
  const text = lines.find((line) => line.startsWith(`${event}| `))?.slice(`${event}| `.length)
  const chosen = { choice: 1, eventIds: [event], quote: [...(text ?? '')].slice(0, mostQuoted).join('') }
  return { text: JSON.stringify(text === undefined ? { choice: null } : chosen) }
}
