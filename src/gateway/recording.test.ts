import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { openRecording, readRecording, verifyChain } from './recording.ts'
import type { ExchangeDraft } from './recording.ts'

const draft: ExchangeDraft = {
  at: '2026-01-01T00:00:00.000Z',
  during: '',
  kind: 'proxy',
  method: 'GET',
  url: 'https://slack.com/api/users.list',
  endpoint: 'users.list',
  query: [['limit', '2']],
  requestHeaders: { 'X-A': '1' },
  requestBody: '',
  status: 200,
  responseHeaders: {},
  responseBody: '{}',
  responseBytes: 2,
  identity: 'x',
  upstreamCalls: 1,
  upstream: 'embedded',
  milliseconds: 1,
}

describe('a recording', () => {
  let temp: Awaited<ReturnType<typeof openTempDir>>
  let path: string
  beforeEach(async () => {
    temp = await openTempDir()
    path = join(temp.dir, 'recording.jsonl')
    const recording = openRecording(path)
    for (const endpoint of ['a', 'b', 'c']) recording.append({ ...draft, endpoint })
    recording.close()
  })
  afterEach(() => temp[Symbol.asyncDispose]())

  it('shows any edit, gap and change of order', () => {
    const written = readRecording(path)
    const [a, b, c] = written
    expect(verifyChain(written)).toEqual({ kind: 'unbroken' })
    const edited = [a!, { ...b!, status: 500 }, c!]
    expect(verifyChain(edited)).toMatchObject({ kind: 'broken', seq: 2, because: expect.stringContaining('content') })
    expect(verifyChain([a!, c!])).toMatchObject({ kind: 'broken', seq: 2 })
    expect(verifyChain([b!, a!, c!])).toMatchObject({ kind: 'broken', seq: 1 })
    expect(verifyChain([a!, { ...b!, madeBy: 'fault' }, c!])).toMatchObject({ kind: 'broken', seq: 2 })
  })

  it('goes on where it ended, without the line that a kill has torn', () => {
    appendFileSync(path, '{"seq":4,"pre')
    expect(readRecording(path).length).toBe(3)
    const recording = openRecording(path)
    recording.append({ ...draft, endpoint: 'd' })
    recording.close()
    const written = readRecording(path)
    expect(written.map(({ seq, endpoint }) => `${seq}${endpoint}`)).toEqual(['1a', '2b', '3c', '4d'])
    expect(verifyChain(written)).toEqual({ kind: 'unbroken' })
  })

  it('names the line that is no exchange', () => {
    const lines = readFileSync(path, 'utf8').split('\n')
    writeFileSync(path, [lines[0], '{"seq":2}', lines[2], ''].join('\n'))
    expect(() => readRecording(path)).toThrow(`${path}:2 is no exchange`)
    writeFileSync(path, 'nonsense\n')
    expect(() => readRecording(path)).toThrow('not JSON')
  })

  it('takes nothing after it was given up', () => {
    const recording = openRecording(path)
    recording.giveUp('something is missing')
    expect(recording.append(draft)).toBeUndefined()
    expect(recording.failure).toBe('something is missing')
    recording.close()
    expect(readRecording(path).length).toBe(3)
  })
})
