import type { JsonObject } from '../lib/json.ts'
import type { Exchange } from '../gateway/exchange.ts'
import type { HandCall } from '../workspace/hand-call.ts'
import type { OpenCodeMessage, OpenCodePart, OpenCodeTrace } from './opencode-database.ts'

/** What happened in one attempt, in order: what the agent said and called, and what the gateway saw of it. */
export type TimelineEvent = SaidEvent | CalledEvent | ExchangedEvent

export interface SaidEvent {
  readonly kind: 'said'
  readonly turn: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly text: string
}

export interface CalledEvent {
  readonly kind: 'called'
  readonly turn: number
  readonly at: number
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

export interface ExchangedEvent {
  readonly kind: 'exchanged'
  /** Of the call during which it came. */
  readonly turn: number
  readonly at: number
  readonly exchange: Exchange
}

/** Joins the trace with the hands (by call id) and the recording (by time). A turn is an assistant message, from 1. */
export function timelineOf(
  trace: OpenCodeTrace,
  handCalls: readonly HandCall[],
  exchanges: readonly Exchange[],
): readonly TimelineEvent[] {
  const hands = new Map(handCalls.map((call) => [call.callId, call]))
  const turns = trace.messages.filter((message) => message.role === 'assistant')
  const events: TimelineEvent[] = turns.flatMap((message, index) =>
    message.parts.flatMap((part) => eventOf(part, { message, turn: index + 1, hands })),
  )
  const calls = events.filter((event) => event.kind === 'called')
  const seen = exchanges.map((exchange) => exchanged(exchange, calls, turns))
  // Stable: of one millisecond, the trace comes before the recording.
  return [...events, ...seen].sort((a, b) => a.turn - b.turn || a.at - b.at)
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

function eventOf(part: OpenCodePart, { message, turn, hands }: Place): TimelineEvent[] {
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

function exchanged(
  exchange: Exchange,
  calls: readonly CalledEvent[],
  turns: readonly OpenCodeMessage[],
): ExchangedEvent {
  const at = Date.parse(exchange.at)
  const during = calls.findLast((call) => call.at <= at && at <= call.until)
  const begun = turns.findLastIndex((message) => message.createdAt <= at) + 1
  return { kind: 'exchanged', turn: during?.turn ?? Math.max(1, begun), at, exchange }
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
