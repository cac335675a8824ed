import { accessFailure } from '../access-stop.ts'
import type { Upstream } from '../gateway.ts'
import type { Provider } from '../provider.ts'
import { isBelowBase } from '../target.ts'
import { type AuthShape, authParts } from './auth-shape.ts'
import type { Credential } from './credential.ts'
import type { Road } from './road.ts'
import { shortBody } from './short-body.ts'
import type { Token } from './token.ts'

export interface DirectOptions {
  readonly provider: Provider
  readonly shape: AuthShape
  readonly token: Token
  readonly road: Road
}

/** The API itself, asked with the person's own credential. */
export function directUpstream({ provider, shape, token, road }: DirectOptions): Upstream {
  const ask = async (request: Request, body: ArrayBuffer | null, credential: Credential) => {
    const url = new URL(request.url)
    // The last look before a credential leaves: whatever came before may have been wrong.
    if (!isBelowBase(provider, url)) throw new Error(`${url.host} is not where "${provider.name}" lives`)
    const { headers, query } = authParts(provider.name, shape, credential)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const all = new Headers(request.headers)
    all.delete('authorization')
    for (const [name, value] of Object.entries(headers)) all.set(name, value)
    return road.ask(url, { method: request.method, headers: all, body, signal: request.signal })
  }
  return {
    kind: 'direct',
    secrets: () => token.secrets,
    async fetch(request) {
      const body = request.body === null ? null : await request.arrayBuffer()
      const used = await token.current()
      const answer = await ask(request, body, used)
      if (!(await saysEnded(provider, answer))) return answer
      const other = await token.instead(used)
      if (!other) return answer
      await answer.body?.cancel()
      return ask(request, body, other)
    },
  }
}

/** Bytes. */
const shortly = 1000

/** 401, or what a provider says in its place. */
async function saysEnded({ family }: Provider, answer: Response): Promise<boolean> {
  if (answer.status === 401) return true
  // Slack alone says it with 200, and shortly.
  if (family !== 'slack' || Number(answer.headers.get('content-length') ?? 0) > shortly) return false
  const body = await shortBody(answer, shortly)
  if (body === undefined) return false
  return accessFailure(family, { status: answer.status, headers: {}, body })?.level === 'connection'
}
