import { isJsonObject, type JsonObject } from '../lib/json.ts'
import type { Exchange } from '../gateway/exchange.ts'
import type { HandCall } from '../workspace/hand-call.ts'
import type { OpenCodeMessage, OpenCodeTrace } from './opencode-database.ts'
import type { OpenCodePart } from './opencode-part.ts'

/** What happened in one attempt, in order: what the agent said and called, and what the gateway saw of it. */
export type TimelineEvent = SaidEvent | CalledEvent | ExchangedEvent

interface Placed {
  /** `<turn>.<number>`: which event of its turn, from 1. */
  readonly id: string
  /** Of the agent: an assistant message, from 1. */
  readonly turn: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface SaidEvent extends Placed {
  readonly kind: 'said'
  readonly text: string
}

export interface CalledEvent extends Placed {
  readonly kind: 'called'
  readonly until: number
  readonly callId: string
  readonly tool: string
  readonly args: JsonObject
  /** What the agent was told, or the error. */
  readonly output: string
  readonly exitCode?: number
  /** The tool answered with an error, or what it ran did. */
  readonly failed: boolean
  /** The same call as the hands saw it: the truth about exit codes and denials. */
  readonly hand?: HandCall
}

/** During the call after which it stands, if one ran. */
export interface ExchangedEvent extends Placed {
  readonly kind: 'exchanged'
  readonly exchange: Exchange
}

type Unplaced = Omit<SaidEvent, 'id'> | Omit<CalledEvent, 'id'> | Omit<ExchangedEvent, 'id'>

/**
 * Joins the trace with the hands (by call id, which OpenCode gives to both) and the recording (by the hands' clock, which
 * is the gateway's, else by the trace's). The order is that of writing; no time of the agent's side decides it.
 */
export function timelineOf(
  trace: OpenCodeTrace,
  handCalls: readonly HandCall[],
  exchanges: readonly Exchange[],
): readonly TimelineEvent[] {
  const hands = new Map(handCalls.map((call) => [call.callId, call]))
  const messages = trace.messages.filter((message) => message.role === 'assistant')
  const said = messages.flatMap((message, index) =>
    message.parts.flatMap((part) => eventOf(part, { message, turn: index + 1, hands })),
  )
  const told = new Set(said.flatMap((event) => (event.kind === 'called' ? [event.callId] : [])))
  const untold = handCalls.filter(({ callId }) => !told.has(callId))
  return numbered(withExchanges(withHands(said, untold, messages), exchanges, messages))
}

/** Calls that the trace lost, where the hands' clock has them; without any trace each is a turn of its own. */
function withHands(
  said: readonly Unplaced[],
  untold: readonly HandCall[],
  messages: readonly OpenCodeMessage[],
): readonly Unplaced[] {
  if (untold.length === 0) return said
  const own = untold.map((hand, index): Unplaced => {
    const at = Date.parse(hand.at)
    const turn = messages.length === 0 ? index + 1 : turnAt(at, messages)
    const { callId, tool, exitCode, answer: output } = hand
    const failed = exitCode === undefined ? hand.denial !== undefined : exitCode !== 0
    const args = isJsonObject(hand.args) ? hand.args : {}
    const call = {
      kind: 'called',
      turn,
      at,
      until: at + hand.milliseconds,
      callId,
      tool,
      args,
      output,
      failed,
    } as const
    return { ...call, hand, ...(exitCode !== undefined && { exitCode }) }
  })
  return [...said, ...own].toSorted((a, b) => a.turn - b.turn)
}

function withExchanges(
  events: readonly Unplaced[],
  exchanges: readonly Exchange[],
  messages: readonly OpenCodeMessage[],
): readonly Unplaced[] {
  const calls = events.flatMap((event, index) => (event.kind === 'called' ? [{ index, ...windowOf(event) }] : []))
  const after = new Map<number, Unplaced[]>()
  let from = 0
  for (const exchange of exchanges) {
    const at = Date.parse(exchange.at)
    // Both are in order, so that what ended before this exchange is not looked at again.
    while (from < calls.length - 1 && calls[from]!.end < at) from++
    const during = calls.slice(from, from + mostAtOnce).findLast(({ begin, end }) => begin <= at && at <= end)
    const turn = during ? events[during.index]!.turn : turnAt(at, messages)
    const place = during?.index ?? events.findLastIndex((event) => event.turn <= turn)
    const placed = after.get(place) ?? []
    after.set(place, placed)
    placed.push({ kind: 'exchanged', turn: Math.max(1, turn), at, exchange })
  }
  return [...(after.get(-1) ?? []), ...events.flatMap((event, index) => [event, ...(after.get(index) ?? [])])]
}

/** Calls that one message makes together. */
const mostAtOnce = 20

function windowOf({ hand, at, until }: Omit<CalledEvent, 'id'>): { begin: number; end: number } {
  if (!hand) return { begin: at, end: until }
  const begin = Date.parse(hand.at)
  return { begin, end: begin + hand.milliseconds }
}

function turnAt(at: number, messages: readonly OpenCodeMessage[]): number {
  return Math.max(1, messages.findLastIndex((message) => message.createdAt <= at) + 1)
}

function numbered(events: readonly Unplaced[]): readonly TimelineEvent[] {
  let [turn, number] = [0, 0]
  return events.map((event) => {
    number = event.turn === turn ? number + 1 : 1
    turn = event.turn
    return { ...event, id: `${turn}.${number}` }
  })
}

/** Words of an event that a person may want to see: short, raw. */
export function quoteOf(event: TimelineEvent): string {
  if (event.kind === 'said') return shortened(event.text)
  if (event.kind === 'exchanged') {
    const { method, url, status, responseBody } = event.exchange
    return shortened(`${method} ${url} → ${status} ${responseBody}`)
  }
  return shortened(`${subjectOf(event)} → ${telling(event.output)}`)
}

/** What a call was about: its command, or its tool and file. */
function subjectOf({ tool, args }: CalledEvent): string {
  const { command } = args
  if (typeof command === 'string') return command
  return [tool, pathOf(args)].filter(Boolean).join(' ')
}

/** The file that a call names, if it names one. */
export function pathOf(args: JsonObject): string | undefined {
  const path = args['filePath'] ?? args['path']
  return typeof path === 'string' ? path : undefined
}

interface Place {
  readonly message: OpenCodeMessage
  readonly turn: number
  readonly hands: ReadonlyMap<string, HandCall>
}

function eventOf(part: OpenCodePart, { message, turn, hands }: Place): Unplaced[] {
  const at = part.startedAt ?? message.createdAt
  if (part.type === 'text') return part.text.trim() ? [{ kind: 'said', turn, at, text: part.text }] : []
  const hand = hands.get(part.callId)
  const exitCode = hand?.exitCode ?? part.exitCode
  const failed = part.status === 'error' || part.tool === 'invalid' || (exitCode !== undefined && exitCode !== 0)
  const { callId, tool, args, output } = part
  const call = {
    kind: 'called' as const,
    turn,
    at,
    until: part.endedAt ?? Infinity,
    callId,
    tool,
    args,
    output,
    failed,
  }
  return [{ ...call, ...(exitCode !== undefined && { exitCode }), ...(hand && { hand }) }]
}

// The line of an output that says what went wrong, else its last one.
function telling(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim())
  return lines.find((line) => /error|fail|unknown|not found|denied|cannot|refused/i.test(line)) ?? lines.at(-1) ?? ''
}

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line
}

const longestQuote = 240
