import { chmodSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Json, JsonObject } from '../../src/lib/json.ts'
import type { Trajectory, TrajectoryTurn } from './trajectories.ts'

/** A piece of a request in the order in which models read it; a cache may be asked to keep all up to here. */
export interface Block {
  readonly text: string
  readonly isBreakpoint: boolean
  readonly of: 'tools' | 'system' | 'messages'
}

/** One request to a model, as it went over the wire, with what the trajectory's tools brought back in its results. */
export type Asked = readonly Block[]

export type Replaced = (call: { tool: string; args: JsonObject }) => { tool: string; args: JsonObject }

export interface Peer extends AsyncDisposable {
  /** Whoever is given this trajectory's prompt is played it; resolves with all requests when it is over. */
  play(trajectory: Trajectory, begin: () => Promise<void>): Promise<readonly Asked[]>
}

interface Playing {
  readonly trajectory: Trajectory
  readonly asked: Asked[]
  readonly over: PromiseWithResolvers<void>
}

/** A server of Anthropic's protocol whose only model says what a trajectory says, one at a time. */
export async function openPeer(socketPath: string, replaced: Replaced): Promise<Peer> {
  let playing: Playing | undefined
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as JsonObject
    if (!playing) return void response.writeHead(400).end('{}')
    const { trajectory, asked, over } = playing
    const messages = body['messages'] as unknown as Message[]
    const at = messages.filter(({ role }) => role === 'assistant').length
    const turn = trajectory.turns[at]
    if (!turn) return over.reject(new Error(`${trajectory.interaction.id} has no turn ${at + 1}`))
    asked.push(blocksOf(body, trajectory))
    await answer(response, turn, { at, replaced })
    if (turn.calls.length === 0) over.resolve()
  })
  await new Promise<void>((listening) => server.listen(socketPath, listening))
  chmodSync(socketPath, 0o777)
  return {
    async play(trajectory, begin) {
      playing = { trajectory, asked: [], over: Promise.withResolvers() }
      const late = setTimeout(() => playing?.over.reject(new Error(`${trajectory.interaction.id}: silence`)), 180_000)
      await begin()
      await playing.over.promise.finally(() => clearTimeout(late))
      return playing.asked
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

interface Message {
  readonly role: string
  readonly content: string | readonly JsonObject[]
}

function blocksOf(body: JsonObject, trajectory: Trajectory): Block[] {
  const block = (of: Block['of']) => (content: Json) => {
    const { cache_control: breakpoint, ...rest } = content as JsonObject
    return { text: JSON.stringify(rest), isBreakpoint: breakpoint !== undefined, of }
  }
  const messages = (body['messages'] as unknown as Message[]).flatMap(({ content }) =>
    typeof content === 'string' ? [{ type: 'text', text: content }] : content,
  )
  return [
    ...(body['tools'] as Json[]).map(block('tools')),
    ...(body['system'] as Json[]).map(block('system')),
    ...messages.map((content) => block('messages')(withResult(content, trajectory))),
  ]
}

/** No tool was run: what it brought back when the trajectory was made takes the place of the refusal. */
function withResult(content: JsonObject, { turns }: Trajectory): JsonObject {
  if (content['type'] !== 'tool_result') return content
  const [, at, index] = /^call_(\d+)_(\d+)$/.exec(String(content['tool_use_id'])) ?? []
  const call = turns[Number(at)]?.calls[Number(index)]
  if (!call) throw new Error(`nobody made the call ${String(content['tool_use_id'])}`)
  const { is_error: _, ...rest } = content
  return { ...rest, content: [{ type: 'text', text: call.output }] }
}

async function answer(
  response: ServerResponse,
  { text, calls }: TrajectoryTurn,
  { at, replaced }: { at: number; replaced: Replaced },
) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const event = (type: string, more: object = {}) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`)
  const message = { id: `m${at}`, type: 'message', role: 'assistant', model: 'm', content: [], stop_reason: null }
  event('message_start', { message: { ...message, usage: { input_tokens: 1, output_tokens: 1 } } })
  let block = 0
  const piece = (content_block: object, delta: object) => {
    event('content_block_start', { index: block, content_block })
    event('content_block_delta', { index: block, delta })
    event('content_block_stop', { index: block++ })
  }
  if (text !== '') piece({ type: 'text', text: '' }, { type: 'text_delta', text })
  for (const [index, call] of calls.entries()) {
    const { tool, args } = replaced(call)
    const partial_json = JSON.stringify(args)
    piece(
      { type: 'tool_use', id: `call_${at}_${index}`, name: tool, input: {} },
      { type: 'input_json_delta', partial_json },
    )
  }
  const stop_reason = calls.length > 0 ? 'tool_use' : 'end_turn'
  event('message_delta', { delta: { stop_reason }, usage: { output_tokens: 1 } })
  event('message_stop')
  response.end()
}
