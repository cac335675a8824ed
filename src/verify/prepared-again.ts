import type { Exchange } from '../gateway/exchange.ts'
import { type Json, jsonOrText } from '../lib/json.ts'
import type { AccountAgain, Prepared } from './account-again.ts'
import { headersAgain } from './asked-again.ts'
import type { CleanRoom } from './clean-room.ts'
import { canName } from './fresh/names-in-account.ts'
import { leavesOf, valueAt, withValue } from './replay/boxed/leaves.ts'
import { unseenExchange } from './unattended.ts'

/** By what a thing was called when it was made first: by what it is called now. */
export type Renames = ReadonlyMap<string, Json>

export interface PreparedAgain {
  readonly exchanges: readonly Exchange[]
  readonly renames: Renames
}

/** Makes in the account that is open what had been made in one of the same seed: an id or a time is another one now. */
export async function prepareAgain(clean: CleanRoom, { prepared }: AccountAgain): Promise<PreparedAgain> {
  const exchanges: Exchange[] = []
  const renames = new Map<string, Json>()
  for (const each of prepared) {
    const exchange = await doneAgain({ ...each, ...requestNow(each, renames) }, clean, exchanges.length + 1)
    exchanges.push(exchange)
    const now = jsonOrText(exchange.responseBody)
    for (const { path, value } of leavesOf(jsonOrText(each.answer))) {
      const valueNow = valueAt(now, path)
      if (canName(value) && canName(valueNow) && value !== valueNow) renames.set(String(value), valueNow)
    }
  }
  return { exchanges, renames }
}

/** The document with things called as they are now. */
export function renamedNow(document: Json, renames: Renames): Json {
  return leavesOf(document).reduce((changed, { path, value }) => {
    const name = canName(value) ? renames.get(String(value)) : undefined
    return name === undefined ? changed : withValue(changed, path, name)
  }, document)
}

interface Sent {
  readonly url: string
  readonly body: string
}

/** A request about things that are called otherwise now. */
export function requestNow({ url, body }: Sent, renames: Renames): Sent {
  // A number beyond JavaScript's own would not come back as it was.
  if (renames.size === 0) return { url, body }
  const document = jsonOrText(body)
  const isText = typeof document === 'string'
  return {
    url: encodedNow(url, renames),
    // A form, as an address, has them encoded.
    body: isText ? encodedNow(body, renames) : JSON.stringify(renamedNow(document, renames)),
  }
}

function encodedNow(text: string, renames: Renames): string {
  return [...renames].reduce(
    (all, [old, young]) => all.replaceAll(encodeURIComponent(old), () => encodeURIComponent(String(young))),
    text,
  )
}

async function doneAgain({ method, url, headers, body }: Prepared, clean: CleanRoom, seq: number): Promise<Exchange> {
  const contentType = headers['content-type'] ?? 'application/json'
  const request = new Request(url, {
    method,
    headers: headersAgain({ requestHeaders: headers }, { credential: clean.credential, contentType }),
    body: body === '' ? null : body,
  })
  const response = await clean.account().fetch(request)
  return unseenExchange({
    seq,
    during: 'before',
    method,
    url,
    endpoint: new URL(url).pathname.slice(1),
    query: [...new URL(url).searchParams],
    requestHeaders: headers,
    requestBody: body,
    status: response.status,
    responseHeaders: {},
    responseBody: await response.text(),
    upstream: 'embedded',
  })
}
