import type { Message, Part } from '@opencode-ai/sdk/v2/client'
import type { Ending } from './ending.ts'

type SessionMessage = { readonly info: Message; readonly parts: readonly Part[] }

/**
 * What an idle session's messages say about how it ended; nothing when the agent has not answered yet.
 * Never trusts one signal: an idle session may have finished, failed, or fallen silent in the middle.
 */
export function endingOf(messages: readonly SessionMessage[], error: unknown): Ending | undefined {
  const last = messages.findLast(({ info }) => info.role === 'assistant')
  if (!last || last.info.role !== 'assistant') return error ? modelFault(error) : undefined
  if (last.info.error) return modelFault(last.info.error)
  if (!last.info.time.completed) return error ? modelFault(error) : undefined

  const text = textOf(last.parts)
  if (last.info.finish === 'stop' && text !== '') return { kind: 'finished', text }
  if (last.info.finish === 'stop') return { kind: 'rig-fault', because: 'the model answered with nothing' }
  return { kind: 'rig-fault', because: `the session stopped with "${last.info.finish ?? 'no reason'}"` }
}

function textOf(parts: readonly Part[]): string {
  return parts
    .flatMap((part) => (part.type === 'text' && !part.synthetic ? [part.text] : []))
    .join('\n')
    .trim()
}

function modelFault(error: unknown): Ending {
  const { name, data } = error as { name?: string; data?: { message?: string } }
  return { kind: 'rig-fault', because: `${name ?? 'error'}: ${data?.message ?? JSON.stringify(error)}` }
}
