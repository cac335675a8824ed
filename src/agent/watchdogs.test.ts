import { describe, expect, it } from 'vitest'
import type { HandCall } from '../workspace/hand-call.ts'
import type { SessionActivity } from './model-gateway/session.ts'
import type { AgentTask } from './run-agent.ts'
import { overLimit, repeatedCall } from './watchdogs.ts'

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

  it('lets small steps pass: after another edit the same answer is another one', () => {
    const compile = call({ args: { command: 'nango compile' }, answer: 'Compiled' })
    const edit = (text: string) => call({ tool: 'edit', args: { newString: text }, answer: 'Edited' })
    const steps = ['a', 'b', 'c', 'd', 'e'].flatMap((text) => [edit(text), compile])
    expect(repeatedCall(steps, 4)).toBeUndefined()
    const backAndForth = ['a', 'b', 'a', 'b', 'a'].flatMap((text) => [edit(text), compile])
    expect(repeatedCall(backAndForth, 4)).toContain('nango compile')
    expect(repeatedCall([edit('a'), compile, compile, compile, compile], 4)).toContain('nango compile')
  })

  it('forgets what is more than ten calls ago', () => {
    const same = call({ args: { command: 'ls' }, answer: 'a' })
    const others = Array.from({ length: 9 }, (_, index) => call({ args: { command: `cat ${index}` } }))
    expect(repeatedCall([same, same, same, ...others, same], 4)).toBeUndefined()
  })
})

describe('overLimit', () => {
  const silent = { lastActivityAt: 0, requests: 1, inFlight: 0, toolsSeen: [], waitedMs: 0 }
  const failure = { status: 500, because: 'peer answered 500', at: 0, since: 0, inARow: 3 }
  const endingOf = (activity: Partial<SessionActivity>, { handsBusy = false, startedAt = 0, heldUpMs = 0 } = {}) => {
    const limits = { milliseconds: 3_600_000, inactiveMilliseconds: 60_000, steps: 80, identicalCalls: 4 }
    const task = {
      limits,
      handCalls: [],
      accessStops: [],
      handsBusy: () => handsBusy,
      heldUpMs: () => heldUpMs,
      blockedReason: () => undefined,
      signal: new AbortController().signal,
      cell: { died: new AbortController().signal },
      models: { exhausted: false, activityOf: () => ({ ...silent, ...activity }) },
    } as unknown as AgentTask
    return overLimit({ startedAt, activeAt: 0, idleHinted: false }, task, 's')
  }
  const recently = Date.now() - 1000

  it('blames nobody for a provider that fails or falls silent', () => {
    expect(endingOf({ failure }, { startedAt: recently })).toMatchObject({ kind: 'rig-fault' })
    expect(endingOf({ inFlight: 1 }, { startedAt: recently })).toMatchObject({ kind: 'rig-fault' })
    expect(endingOf({ failure })).toMatchObject({ kind: 'rig-fault' })
  })

  it('does not wait for ever for a provider that fails', () => {
    const active = { lastActivityAt: Date.now() }
    expect(endingOf({ ...active, failure }, { startedAt: recently })).toBeUndefined()
    const long = { ...failure, at: 122_000 }
    expect(endingOf({ ...active, failure: long }, { startedAt: recently })).toMatchObject({ kind: 'rig-fault' })
  })

  it('ends an agent that does nothing, or takes too long', () => {
    expect(endingOf({}, { startedAt: recently })).toEqual({ kind: 'inactive' })
    expect(endingOf({ lastActivityAt: Date.now(), inFlight: 1 })).toEqual({ kind: 'out-of-time' })
  })

  it('does not count what it waited for a model, or for a turn of ours', () => {
    const active = { lastActivityAt: Date.now(), inFlight: 1 }
    const startedAt = Date.now() - 4_000_000
    expect(endingOf(active, { startedAt })).toEqual({ kind: 'out-of-time' })
    expect(endingOf({ ...active, waitedMs: 500_000 }, { startedAt })).toBeUndefined()
    expect(endingOf(active, { startedAt, heldUpMs: 500_000 })).toBeUndefined()
  })

  it('waits for a tool call that is under way', () => {
    expect(endingOf({}, { startedAt: recently, handsBusy: true })).toBeUndefined()
  })
})
