import { expect, it } from 'vitest'
import type { Upstream } from '../gateway.ts'
import type { Note } from './ledger.ts'
import { openOwnership } from './ownership.ts'

const baseUrl = 'https://api.example/v1'
const megabyte = 1 << 20

/** An account that answers with a body of so many megabytes, as they are asked for. */
function account(megabytes: number) {
  let given = 0
  const upstream: Upstream = {
    kind: 'direct',
    fetch: async () =>
      new Response(
        new ReadableStream({
          pull(to) {
            if (given++ < megabytes) to.enqueue(new Uint8Array(megabyte).fill(120))
            else to.close()
          },
        }),
      ),
  }
  const notes: Note[] = []
  const note = (each: Note) => notes.push(each) > 0
  const ownership = openOwnership({ api: 'toy', baseUrl, upstream, note, earlier: [] })
  const own = { interaction: 'toy/a', attempt: 1, named: new Set<string>(), recipients: new Set<string>() }
  const ask = (method: string) => ownership.upstreamFor(own).fetch(new Request(`${baseUrl}/things`, { method }))
  return { ask, notes, given: () => given }
}

it('holds no more of a large answer than it looks at, and passes the rest on as it is asked for', async () => {
  const { ask, notes, given } = account(200)
  const answer = await ask('POST')
  expect(given()).toBeLessThan(10)
  expect(notes.at(-1)).toMatchObject({ kind: 'write-answered', effect: 'unknown' })
  let size = 0
  for await (const chunk of answer.body ?? []) size += chunk.length
  expect(size).toBe(200 * megabyte)
})

it('asks for no more once nobody wants the rest', async () => {
  const { ask, given } = account(200)
  const answer = await ask('GET')
  await answer.body?.cancel()
  expect(given()).toBeLessThan(10)
})
