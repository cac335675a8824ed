import type { Exchange } from '../../../gateway/exchange.ts'
import { identityOf } from '../../../gateway/identity.ts'
import { type Json, jsonOrNothing } from '../../../lib/json.ts'
import type { FreshRun } from '../../trial.ts'
import { specNames } from './evidence-values.ts'
import type { Replacement } from './replacement.ts'

/** The same run with other values: as if it had been recorded so. Requests are found by hashes, which are made anew. */
export function replaceInRun(run: FreshRun, replacement: Replacement, source: string): FreshRun {
  const { input, metadata, ending } = run
  const of = <value extends Json>(value: value) => replacement.json(value) as value
  return {
    ...run,
    input: input === undefined ? undefined : of(input),
    metadata: metadata === undefined ? undefined : of(metadata),
    exchanges: run.exchanges.map((exchange) => replaceInExchange(exchange, replacement, source)),
    ending:
      ending.kind === 'returned'
        ? { ...ending, output: of(ending.output), saved: of(ending.saved), deleted: of(ending.deleted) }
        : ending,
  }
}

function replaceInExchange(exchange: Exchange, replacement: Replacement, source: string): Exchange {
  if (exchange.kind === 'control')
    return { ...exchange, responseBody: controlAnswer(exchange.responseBody, replacement) }
  const { method, responseBody, responseEncoding } = exchange
  const endpoint = pathFor(exchange.endpoint, replacement)
  const query = exchange.query.map(([name, value]) => [name, replacement.text(value)] as const)
  const requestBody = requestFor(exchange, replacement)
  const requestHeaders = mapValues(exchange.requestHeaders, (name, value) =>
    /^nango-proxy-/i.test(name) ? replacement.text(value) : value,
  )
  const headers = Object.entries(requestHeaders)
  const wire = { method, pathname: `/proxy/${endpoint}`, query, headers, body: Buffer.from(requestBody) }
  return {
    ...exchange,
    endpoint,
    query,
    requestBody,
    requestHeaders,
    responseHeaders: headersFor(exchange.responseHeaders, replacement, source),
    responseBody: responseEncoding ? replacement.text(responseBody) : bodyFor(responseBody, replacement),
    identity: identityOf(wire),
  }
}

function controlAnswer(body: string, replacement: Replacement): string {
  const value = jsonOrNothing(body)
  if (value === undefined || typeof value !== 'object' || value === null) return replacement.text(body)
  const members = Object.entries(value).map(([key, inner]) => [
    key,
    specNames.has(key) ? inner : replacement.json(inner as Json),
  ])
  return Array.isArray(value) ? JSON.stringify(replacement.json(value)) : JSON.stringify(Object.fromEntries(members))
}

function pathFor(endpoint: string, replacement: Replacement): string {
  return endpoint
    .split('/')
    .map((segment) => inEscapes(segment, replacement))
    .join('/')
}

/** In a text with escapes, each of which is written as it was: a function's own way of writing them is part of a request. */
function inEscapes(raw: string, replacement: Replacement): string {
  const signs = signsIn(raw)
  const plain = signs.map(({ sign }) => sign).join('')
  const other = [...replacement.text(plain)]
  if (other.length !== signs.length) return encodeURIComponent(other.join(''))
  return signs.map(({ sign, written }, at) => (other[at] === sign ? written : like(written, other[at]!))).join('')
}

function like(written: string, sign: string): string {
  return written.startsWith('%') ? encodeURIComponent(sign) : sign
}

interface Sign {
  readonly sign: string
  readonly written: string
}

function signsIn(raw: string): Sign[] {
  return (raw.match(/(?:%[0-9A-Fa-f]{2})+|./gsu) ?? []).flatMap((written) => {
    const plain = written.length > 1 && written.startsWith('%') ? decoded(written) : undefined
    if (plain === undefined) return [{ sign: written, written }]
    let at = 0
    return [...plain].map((sign) => {
      const length = Buffer.byteLength(sign) * 3
      at += length
      return { sign, written: written.slice(at - length, at) }
    })
  })
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // Escapes of bytes that are no text.
    return undefined
  }
}

function requestFor({ requestBody, requestHeaders }: Exchange, replacement: Replacement): string {
  const [, type = ''] = Object.entries(requestHeaders).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  return /urlencoded/i.test(type) ? formFor(requestBody, replacement) : bodyFor(requestBody, replacement)
}

function formFor(body: string, replacement: Replacement): string {
  // What a client sends as a form for want of another name for it.
  if (!body.includes('=')) return bodyFor(body, replacement)
  return body
    .split('&')
    .map((field) => {
      const [, name = '', value = ''] = /^([^=]*=?)(.*)$/s.exec(field) ?? []
      return (
        name + inEscapes(value.replaceAll('+', '%20'), replacement).replaceAll('%20', value.includes('+') ? '+' : '%20')
      )
    })
    .join('&')
}

/** JSON in the spacing that it had; any other text as it is. */
function bodyFor(body: string, replacement: Replacement): string {
  const value = jsonOrNothing(body)
  if (value === undefined) return replacement.text(body)
  const spaced = JSON.stringify(value) === body ? undefined : 2
  return JSON.stringify(replacement.json(value), null, spaced)
}

/** Those that say how to read an answer or how to go on. Others only if the function speaks of them. */
function headersFor(headers: Readonly<Record<string, string>>, replacement: Replacement, source: string) {
  const told = source.toLowerCase()
  const kept = Object.entries(headers).filter(([name]) => general.test(name) || told.includes(name.toLowerCase()))
  return Object.fromEntries(
    kept.map(([name, value]) => [name, general.test(name) ? value : replacement.text(value)] as const),
  )
}

const general = /^(content-(type|encoding|language)|cache-control|date|expires|retry-after|vary|x-ratelimit-[\w-]+)$/i

function mapValues(record: Readonly<Record<string, string>>, map: (name: string, value: string) => string) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]))
}
