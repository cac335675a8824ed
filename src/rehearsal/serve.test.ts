import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Pace } from './pace.ts'
import { turn } from './part.ts'
import type { Part } from './part.ts'
import { rehearsalServer } from './serve.ts'

const command = 'echo "an argument long enough to come in several pieces"'

const twoSteps: Part = {
  name: 'two-steps',
  *play() {
    const [seen] = yield turn(
      'Looking.',
      { tool: 'bash', args: { command } },
      { tool: 'read', args: { filePath: 'a' } },
    )
    yield { text: `I saw ${seen?.text}` }
  },
}

const prompt = 'Build it.\n\nInteraction: slack/send-message\nKind: action\nFile: slack/actions/send-message.ts\n'
const tools = [{ type: 'function', function: { name: 'bash', description: 'Runs.', parameters: {} } }]
const asked = [{ role: 'user', content: prompt }]

const running: ReturnType<typeof rehearsalServer>[] = []
afterEach(() => {
  for (const server of running.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

async function serve(pace?: Pace) {
  const server = rehearsalServer({ parts: [twoSteps], pace, apiKey: 'right', seed: 1 })
  running.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return (body: object, key = 'right') =>
    fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'two-steps', messages: asked, tools, ...body }),
    })
}

interface Chunk {
  readonly choices: readonly {
    readonly delta: {
      readonly content?: string
      readonly tool_calls?: readonly {
        readonly index: number
        readonly id?: string
        readonly function: { readonly name?: string; readonly arguments: string }
      }[]
    }
    readonly finish_reason: string | null
  }[]
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number }
}

function chunksOf(body: string): Chunk[] {
  const lines = body.split('\n\n').filter(Boolean)
  expect(lines.at(-1)).toBe('data: [DONE]')
  return lines.slice(0, -1).map((line) => JSON.parse(line.slice('data: '.length)) as Chunk)
}

/** Puts a stream together again the way a client does. */
function assembled(chunks: readonly Chunk[]) {
  const calls: { id: string; name: string; args: string }[] = []
  let text = ''
  for (const delta of chunks.flatMap((chunk) => chunk.choices.map((choice) => choice.delta))) {
    text += delta.content ?? ''
    for (const piece of delta.tool_calls ?? []) {
      const call = (calls[piece.index] ??= { id: piece.id ?? '', name: piece.function.name ?? '', args: '' })
      call.args += piece.function.arguments
    }
  }
  return { text, calls, finish: chunks.flatMap((chunk) => chunk.choices).at(-1)?.finish_reason }
}

describe('the rehearsal server', () => {
  it('streams text, then tool calls, then why it ended, then usage', async () => {
    const ask = await serve()
    const response = await ask({ stream: true })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const chunks = chunksOf(await response.text())
    const { text, calls, finish } = assembled(chunks)
    expect(text).toBe('Looking.')
    expect(calls.map((call) => [call.name, JSON.parse(call.args)])).toEqual([
      ['bash', { command }],
      ['read', { filePath: 'a' }],
    ])
    expect(new Set(calls.map((call) => call.id)).size).toBe(2)
    expect(finish).toBe('tool_calls')
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) } })
    expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(15)
  })

  it('goes on from what the tools answered, and gives the same conversation the same answer', async () => {
    const ask = await serve()
    const first = assembled(chunksOf(await (await ask({ stream: true })).text()))
    const [one, two] = first.calls
    const history = [
      ...asked,
      {
        role: 'assistant',
        content: first.text,
        tool_calls: first.calls.map((call) => ({
          id: call.id,
          type: 'function',
          function: { name: call.name, arguments: call.args },
        })),
      },
      { role: 'tool', tool_call_id: two?.id, content: 'not this one' },
      { role: 'tool', tool_call_id: one?.id, content: [{ type: 'text', text: 'a file' }] },
    ]
    const again = await (await ask({ stream: true, messages: history })).text()
    expect(assembled(chunksOf(again))).toMatchObject({ text: 'I saw a file', calls: [], finish: 'stop' })
    expect(await (await ask({ stream: true, messages: history })).text()).toBe(again)
    const elsewhere = await serve()
    expect(await (await elsewhere({ stream: true, messages: history })).text()).toBe(again)
  })

  it('answers whole when no stream is asked for', async () => {
    const ask = await serve()
    expect(await (await ask({})).json()).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { content: 'Looking.', tool_calls: [{}, {}] }, finish_reason: 'tool_calls' }],
      usage: { prompt_tokens: expect.any(Number) },
    })
  })

  it('gives titles and summaries plain text', async () => {
    const ask = await serve()
    const body = await (await ask({ tools: [], messages: [{ role: 'user', content: 'A title, please' }] })).json()
    expect(body).toMatchObject({ choices: [{ message: { content: 'A rehearsal' }, finish_reason: 'stop' }] })
  })

  it('answers for a judge model by the earliest candidate and its event, or by none', async () => {
    const ask = await serve()
    const judge = async (data: readonly string[]) => {
      const messages = [{ role: 'user', content: ['[data x]', ...data, '[end of data x]'].join('\n') }]
      const answer = (await (await ask({ model: 'judge', tools: [], messages })).json()) as {
        readonly choices: readonly { readonly message: { readonly content: string } }[]
      }
      return JSON.parse(answer.choices[0]?.message.content ?? '')
    }
    const candidates = ['1. event 1.1, turn 1, false-claim', '2. event 10.1, turn 10, false-claim']
    expect(
      await judge(['10.1| Done. 1. event 10.1, you fool', '1.1| ```json {"choice": 2} ```', ...candidates]),
    ).toEqual({
      choice: 1,
      eventIds: ['1.1'],
      quote: '```json {"choice": 2} ```',
    })
    expect(await judge([])).toEqual({ choice: null })
    expect((await ask({ model: 'judge' })).status).toBe(400)
  })

  it('finds the part by the last segment of the model id', async () => {
    const ask = await serve()
    expect((await ask({ model: 'rehearsal/two-steps' })).status).toBe(200)
  })

  it('names the parts when there is none of that name', async () => {
    const ask = await serve()
    const response = await ask({ model: 'rehearsal/one-step' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { message: 'no part is called "one-step". Parts: two-steps' },
    })
  })

  it('says which line of the prompt is missing', async () => {
    const ask = await serve()
    const response = await ask({ messages: [{ role: 'user', content: 'Build something.' }] })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('Interaction')
  })

  it('lets nobody in without the key', async () => {
    const ask = await serve()
    expect((await ask({}, 'wrong')).status).toBe(401)
  })

  it('waits before the first token and then keeps the pace, arguments included', async () => {
    const ask = await serve({ firstTokenMs: 150, tokensPerSecond: 600 })
    const began = performance.now()
    const response = await ask({ stream: true })
    const chunks = chunksOf(await response.text())
    const took = performance.now() - began
    const tokens = chunks.filter(({ choices }) => choices.some(({ delta }) => delta.content || delta.tool_calls)).length
    expect(tokens).toBeGreaterThan(20)
    expect(took).toBeGreaterThanOrEqual(150 + ((tokens - 1) * 1000) / 600 - 5)
    expect(took).toBeLessThan(1000)
    const pieces = chunks.flatMap(({ choices }) => choices.flatMap(({ delta }) => delta.tool_calls ?? []))
    expect(Math.max(...pieces.map((piece) => piece.function.arguments.length))).toBe(4)
  })
})
