import type { AssistantMessage, Part } from '@opencode-ai/sdk/v2/client'
import { describe, expect, it } from 'vitest'
import { endingOf } from './idle-session.ts'

function answered(changes: Partial<AssistantMessage>, text = '') {
  const info: AssistantMessage = {
    id: 'm2',
    sessionID: 's1',
    role: 'assistant',
    time: { created: 1, completed: 2 },
    parentID: 'm1',
    modelID: 'honest',
    providerID: 'rehearsal',
    mode: 'builder',
    agent: 'builder',
    path: { cwd: '/ws/s1', root: '/' },
    cost: 0,
    tokens: { input: 0, output: 0, reasoning: 0, cache: { read: 0, write: 0 } },
    ...changes,
  }
  const parts: Part[] = text === '' ? [] : [{ id: 'p1', sessionID: 's1', messageID: 'm2', type: 'text', text }]
  return { info, parts }
}

describe('endingOf', () => {
  it('is finished when the last answer stopped with a text', () => {
    expect(endingOf([answered({ finish: 'stop' }, 'Done.')], undefined)).toEqual({ kind: 'finished', text: 'Done.' })
  })

  it('is nothing yet while the answer is being written', () => {
    expect(endingOf([answered({ time: { created: 1 } }, 'Do')], undefined)).toBeUndefined()
  })

  it('never blames the agent for a silent exit, a cut answer or an empty one', () => {
    for (const message of [
      answered({ finish: 'tool-calls' }, 'I will'),
      answered({ finish: 'length' }, 'I wi'),
      answered({ finish: 'stop' }),
    ]) {
      expect(endingOf([message], undefined)).toMatchObject({ kind: 'rig-fault' })
    }
  })

  it('names the provider error that ended the session before any answer', () => {
    const error = { name: 'APIError', data: { message: 'overloaded' } }
    expect(endingOf([], error)).toEqual({ kind: 'rig-fault', because: 'APIError: overloaded' })
  })
})
