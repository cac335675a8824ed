import { randomUUID } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { bodyWithin } from '../../lib/body-within.ts'
import { jsonOrNothing } from '../../lib/json.ts'
import type { RefreshShape } from './auth-shape.ts'
import { type Credential, secretsIn } from './credential.ts'
import type { Road } from './road.ts'

/** A credential that may be renewed while a run lasts. */
export interface Token {
  /** Renewed first when it is about to end. */
  current(): Promise<Credential>
  /** After the API refused `used`: another one, or nothing where there is none to be had. */
  instead(used: Credential): Promise<Credential | undefined>
  /** Of every credential that was ever held. */
  readonly secrets: readonly string[]
}

export interface TokenOptions {
  readonly credential: Credential
  readonly shape?: RefreshShape | undefined
  readonly road: Road
  /** Where a renewed credential has to be kept: the old one may not be worth anything any more. */
  readonly file?: string | undefined
}

/** A minute before its end a token is as good as ended: a request takes its time. */
const margin = 60_000

/** After a renewal that failed. */
const pause = 10_000

export function holdToken({ credential, shape, road, file }: TokenOptions): Token {
  let held = credential
  const secrets = secretsIn(credential)
  let renewing: Promise<Credential | undefined> | undefined
  let failedAt = -Infinity
  const renewed = () => {
    // Each request of a run would ask again what was refused a moment ago.
    if (renewing === undefined && Date.now() - failedAt < pause) return Promise.resolve(undefined)
    return (renewing ??= renew(held, shape, road)
      .then(async (fresh) => {
        if (!fresh) {
          failedAt = Date.now()
          return undefined
        }
        held = fresh
        secrets.push(...secretsIn(fresh).filter((secret) => !secrets.includes(secret)))
        if (file !== undefined) await keep(fresh, file)
        return held
      })
      .finally(() => (renewing = undefined)))
  }
  return {
    secrets,
    async current() {
      const isEnding = held.token === undefined || (held.expiresAt ?? Infinity) - margin < Date.now()
      return (isEnding ? await renewed() : undefined) ?? held
    },
    // Somebody else may have renewed it in the meantime.
    instead: async (used) => (held.token === used.token ? await renewed() : held),
  }
}

const answerShape = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
})

/** Nothing where it cannot be renewed. Why, nobody is told: the words of a token endpoint may repeat what it was sent. */
async function renew(held: Credential, shape: RefreshShape | undefined, road: Road): Promise<Credential | undefined> {
  const { refreshToken, clientId, clientSecret } = held
  if (!shape || refreshToken === undefined || clientId === undefined || clientSecret === undefined) return undefined
  const client = { client_id: clientId, client_secret: clientSecret }
  const params = { ...shape.params, refresh_token: refreshToken, ...(shape.isBasic ? {} : client) }
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
  let text: string
  try {
    const answer = await road.ask(new URL(shape.url), {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': shape.isJson ? 'application/json' : 'application/x-www-form-urlencoded',
        ...(shape.isBasic && { authorization: basic }),
      },
      body: shape.isJson ? JSON.stringify(params) : new URLSearchParams(params).toString(),
      signal: AbortSignal.timeout(30_000),
    })
    if (answer.status >= 300) return undefined
    const body = await bodyWithin(answer, 1024 * 1024)
    if (!body) return undefined
    text = body.toString('utf8')
  } catch {
    // Unreached, or too slow: the API's own refusal is what remains to be seen.
    return undefined
  }
  const parsed = answerShape.safeParse(jsonOrNothing(text))
  if (!parsed.success) return undefined
  const { access_token: token, refresh_token: next, expires_in: seconds } = parsed.data
  const expiresAt = seconds === undefined ? undefined : Date.now() + seconds * 1000
  return { ...held, token, expiresAt, refreshToken: next ?? refreshToken }
}

async function keep(credential: Credential, file: string): Promise<void> {
  // A name that nobody knows before, and a file that nobody made: else a link in its place would be written through.
  const beside = `${file}.${randomUUID()}`
  await writeFile(beside, `${JSON.stringify(credential, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  await rename(beside, file)
}
