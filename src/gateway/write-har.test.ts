import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTempDir } from '../lib/temp-dir.ts'
import { UserError } from '../lib/user-error.ts'
import { type TestGateway, openTestGateway } from './open-test-gateway.ts'
import { writeHar } from './write-har.ts'

let temp: Awaited<ReturnType<typeof openTempDir>>
beforeEach(async () => void (temp = await openTempDir()))
afterEach(() => temp[Symbol.asyncDispose]())

/** HAR 1.2 as its specification has it: nothing more than it allows, but for names that begin with an underscore. */
const pairs = z.array(z.strictObject({ name: z.string(), value: z.string() }))
const time = z.iso.datetime()
const size = z.int().min(-1)
const harFile = z.strictObject({
  log: z.strictObject({
    version: z.literal('1.2'),
    creator: z.strictObject({ name: z.string(), version: z.string() }),
    pages: z.array(
      z.strictObject({ startedDateTime: time, id: z.string(), title: z.string(), pageTimings: z.strictObject({}) }),
    ),
    entries: z.array(
      z.strictObject({
        pageref: z.string(),
        startedDateTime: time,
        time: z.number().min(0),
        request: z.strictObject({
          method: z.string(),
          url: z.url(),
          httpVersion: z.string(),
          cookies: z.tuple([]),
          headers: pairs,
          queryString: pairs,
          postData: z.strictObject({ mimeType: z.string(), params: z.tuple([]), text: z.string() }).optional(),
          headersSize: size,
          bodySize: size,
        }),
        response: z.strictObject({
          status: z.int(),
          statusText: z.string(),
          httpVersion: z.string(),
          cookies: z.tuple([]),
          headers: pairs,
          content: z.strictObject({
            size,
            mimeType: z.string(),
            text: z.string(),
            encoding: z.literal('base64').optional(),
            comment: z.string().optional(),
          }),
          redirectURL: z.string(),
          headersSize: size,
          bodySize: size,
        }),
        cache: z.strictObject({}),
        timings: z.strictObject({ send: z.number().min(0), wait: z.number().min(0), receive: z.number().min(0) }),
        _assay: z.looseObject({ seq: z.int() }),
      }),
    ),
  }),
})

async function exported(...tests: readonly TestGateway[]) {
  const file = join(temp.dir, 'out.har')
  const sources = tests.map(({ recordingPath }, index) => ({ title: `part ${index}`, recordingPath }))
  const entries = await writeHar(file, sources, '0.1.0')
  const { log } = harFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  expect(log.entries).toHaveLength(entries)
  for (const { pageref, time: whole, timings } of log.entries) {
    expect(log.pages.map(({ id }) => id)).toContain(pageref)
    expect(timings.send + timings.wait + timings.receive).toBe(whole)
  }
  return log
}

const hostile = '{"a":"</script>\u2028\\ud800","__proto__":{"x":1}}\u0000\u001b[2J"}]}}'

describe('a HAR file', () => {
  it('has what was asked and answered, of all recordings, each on a page of its own', async () => {
    await using first = await openTestGateway(() => Response.json({ ok: true }))
    await using second = await openTestGateway(() => new Response(Buffer.from([0xff, 0, 1])))
    await first.proxy('chat.postMessage?a=1', { method: 'POST', headers: { 'Content-Type': 'text/x' }, body: 'hi é' })
    await first.ask('/connection/test-connection?provider_config_key=slack')
    await second.proxy('bytes')
    const { pages, entries } = await exported(first, second)
    expect(pages.map(({ id, title }) => [id, title])).toEqual([
      ['page_1', 'part 0'],
      ['page_2', 'part 1'],
    ])
    expect(entries).toMatchObject([
      {
        pageref: 'page_1',
        request: {
          method: 'POST',
          url: 'https://slack.com/api/chat.postMessage?a=1',
          queryString: [{ name: 'a', value: '1' }],
          postData: { mimeType: 'text/x', text: 'hi é' },
          bodySize: 5,
        },
        response: { status: 200, statusText: 'OK', content: { size: 11, text: '{"ok":true}' } },
        _assay: { seq: 1, kind: 'proxy', upstream: 'embedded', upstreamCalls: 1 },
      },
      { request: { url: expect.stringContaining('http://gateway.invalid/connection/') }, _assay: { kind: 'control' } },
      { pageref: 'page_2', response: { content: { encoding: 'base64', text: '/wAB', size: 3 } }, _assay: { seq: 1 } },
    ])
  })

  it('marks every fault, and keeps what nobody heard', async () => {
    const faults = [{ kind: 'lost-answer', times: 1 } as const, { kind: 'truncation', bytes: 4, times: 1 } as const]
    await using test = await openTestGateway(() => Response.json({ ok: true }), { faults })
    for (const endpoint of ['a', 'b']) await expect(test.proxy(endpoint)).rejects.toThrow()
    const { entries } = await exported(test)
    expect(entries).toMatchObject([
      {
        response: { status: 0, content: { text: '' } },
        _assay: { madeBy: 'fault', faults: [{ kind: 'lost-answer', status: 200, responseBody: '{"ok":true}' }] },
      },
      {
        response: { status: 200, content: { text: '{"ok', size: 4 } },
        _assay: { faults: [{ kind: 'truncation', of: 11 }] },
      },
    ])
  })

  it('survives hostile bodies, headers and names, and says where one was cut', async () => {
    const large = 'é'.repeat(2_500_000)
    await using test = await openTestGateway((request) =>
      request.url.endsWith('large') ? new Response(large) : new Response(hostile, { headers: { 'x-odd': '</a>"\\' } }),
    )
    await test.proxy(`x?__proto__=1&${encodeURIComponent(hostile)}=2`, { method: 'POST', body: hostile })
    await test.proxy('large')
    const { entries } = await exported(test)
    expect(entries[0]?.request.postData?.text).toBe(hostile)
    expect(entries[0]?.response.content.text).toBe(hostile)
    expect(entries[0]?.request.queryString).toContainEqual({ name: '__proto__', value: '1' })
    expect(entries[1]?.response.content).toMatchObject({ size: 5_000_000, comment: expect.stringContaining('2097152') })
  })

  it('leaves out what a kill has torn, and nothing of itself where a recording is damaged', async () => {
    const recordingPath = join(temp.dir, 'recording.jsonl')
    writeFileSync(recordingPath, '{"seq":1,"pre')
    const file = join(temp.dir, 'out.har')
    expect(await writeHar(file, [{ title: 'torn', recordingPath }], '0')).toBe(0)
    expect(harFile.parse(JSON.parse(readFileSync(file, 'utf8'))).log.entries).toEqual([])
    writeFileSync(recordingPath, '{"seq":1}\n')
    const damaged = join(temp.dir, 'damaged.har')
    await expect(writeHar(damaged, [{ title: 'torn', recordingPath }], '0')).rejects.toThrow(':1 is no exchange')
    await expect(writeHar(join(temp.dir, 'no/x.har'), [], '0')).rejects.toThrow(UserError)
    expect(readdirSync(temp.dir).toSorted()).toEqual(['out.har', 'recording.jsonl'])
  })
})
