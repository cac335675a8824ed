import { describe, expect, it } from 'vitest'
import type { HandCall } from '../workspace/hand-call.ts'
import { repeatedCall } from './watchdogs.ts'

function call(changes: Partial<HandCall>): HandCall {
  return {
    seq: 1,
    at: new Date(0).toISOString(),
    callId: 'c',
    tool: 'bash',
    args: {},
    answer: '',
    milliseconds: 1,
    ...changes,
  }
}

describe('repeatedCall', () => {
  it('finds the same call with the same answer, whatever the order of its arguments', () => {
    const one = call({ args: { command: 'nango test', timeout: 1 }, answer: 'no such command' })
    const other = call({ args: { timeout: 1, command: 'nango test' }, answer: 'no such command' })
    expect(repeatedCall([one, other, one, other], 4)).toContain('nango test')
  })

  it('lets polling pass: the same call with another answer is progress', () => {
    const calls = [1, 2, 3, 4, 5].map((count) => call({ args: { command: 'ls' }, answer: `${count} files` }))
    expect(repeatedCall(calls, 4)).toBeUndefined()
  })

  it('forgets what is more than ten calls ago', () => {
    const same = call({ args: { command: 'ls' }, answer: 'a' })
    const others = Array.from({ length: 9 }, (_, index) => call({ args: { command: `cat ${index}` } }))
    expect(repeatedCall([same, same, same, ...others, same], 4)).toBeUndefined()
  })
})
