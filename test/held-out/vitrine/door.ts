import { type JsonObject, isJsonObject } from '../../../src/lib/json.ts'
import type { StandInOptions } from '../../../src/standins/stand-in.ts'
import { Refused, refusalAnswer } from './trouble.ts'

/** A request that was let in. */
export interface Call {
  /** The parts of the path that have names, decoded. */
  readonly named: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: JsonObject
  readonly url: URL
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/lend/2`, with `{name}` for each part that varies. */
  readonly path: string
  readonly right: string
  answer(call: Call): Response
}

/** Every request names the contract by which it wants to be answered. */
const contract = '2026-04'
const root = '/lend/2'
const mostPerSecond = 200

/** Answers requests by routes: who may come in, what a body must be, what is unknown. */
export function openDoor(routes: readonly Route[], options: StandInOptions): (request: Request) => Promise<Response> {
  const pace = openPace()
  return async (request) => {
    try {
      admit(request, options)
      pace()
      const { route, named, url } = found(request, routes)
      if (options.scopes && !options.scopes.includes(route.right)) throw lacks(route.right)
      const body = ['POST', 'PUT'].includes(route.method) ? bodyIn(await request.text()) : {}
      return route.answer({ named, query: url.searchParams, body, url })
    } catch (error) {
      // Only what the desk refuses; a bug goes on as a bug.
      if (!(error instanceof Refused)) throw error
      return refusalAnswer(error)
    }
  }
}

function admit(request: Request, { credential }: StandInOptions): void {
  const sent = /^bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (sent !== credential) {
    const trouble = { sort: 'stranger', about: 'Authorization', words: 'The desk does not know this key.' }
    throw new Refused(401, [trouble], { 'www-authenticate': 'Bearer realm="desk"' })
  }
  if (request.headers.get('vitrine-contract') !== contract) {
    const words = `Every request needs the header Vitrine-Contract: ${contract}.`
    throw new Refused(400, [{ sort: 'contract', about: 'Vitrine-Contract', words }])
  }
}

function lacks(right: string): Refused {
  const trouble = { sort: 'right-lacking', about: right, words: `The key does not hold the right ${right}.` }
  // As RFC 6750 has it: a client that never heard of this desk can still tell.
  return new Refused(403, [trouble], { 'www-authenticate': `Bearer error="insufficient_scope", scope="${right}"` })
}

function openPace(): () => void {
  let second = 0
  let asked = 0
  return () => {
    const now = Math.floor(Date.now() / 1000)
    if (now !== second) asked = 0
    second = now
    if (++asked > mostPerSecond) {
      const words = `More than ${mostPerSecond} requests in one second: wait, then go on.`
      throw new Refused(429, [{ sort: 'too-busy', words }], { 'retry-after': '1' })
    }
  }
}

function found(request: Request, routes: readonly Route[]) {
  const url = new URL(request.url)
  const path = url.pathname.replace(/\/$/, '')
  const there = routes.flatMap((route) => {
    const named = namedIn(path, `${root}${route.path}`)
    return named ? [{ route, named, url }] : []
  })
  const fitting = there.find(({ route }) => route.method === request.method)
  if (fitting) return fitting
  if (there.length === 0) throw new Refused(404, [{ sort: 'no-such-counter', words: `There is nothing at ${path}.` }])
  const allow = there.map(({ route }) => route.method).join(', ')
  throw new Refused(405, [{ sort: 'wrong-verb', words: `${path} takes ${allow}.` }], { allow })
}

function namedIn(path: string, pattern: string): Record<string, string> | undefined {
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const match = new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(path)
  if (!match) return undefined
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]))
}

function bodyIn(text: string): JsonObject {
  try {
    const body: unknown = JSON.parse(text)
    if (isJsonObject(body)) return body
  } catch {
    // Not JSON: answered below.
  }
  throw new Refused(400, [{ sort: 'unreadable', words: 'The body is not a JSON object.' }])
}
