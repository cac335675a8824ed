import { isJsonObject, type Json } from '../../lib/json.ts'

/** Where an embedded API really lives, and where it is served here. */
export interface Address {
  /** Every origin of the provider that the stand-in answers for, the main one first, such as `https://slack.com`. */
  readonly origins: readonly string[]
  /** Keys of answers whose value is an address that a client goes on to ask. */
  readonly links: readonly string[]
  /** First parts of its paths that lead to it without its name too: Google's own clients drop a path from the address that they are given. */
  readonly bare: readonly string[]
  /** Such as `http://127.0.0.1:4000/slack`. */
  readonly url: string
}

/** An address at the provider, as the one here. Anything else stays what it is. */
export function localLink(link: string, { origins, url }: Address): string {
  const origin = origins.find((each) => link.startsWith(`${each}/`))
  return origin === undefined ? link : url + link.slice(origin.length)
}

/** A JSON answer whose links lead here, and nothing else of it changed: what people wrote stays as they wrote it. */
export function withLocalLinks(text: string, address: Address): string {
  if (!address.origins.some((origin) => text.includes(`${origin}/`))) return text
  return JSON.stringify(relinked(JSON.parse(text) as Json, address))
}

function relinked(value: Json, address: Address): Json {
  if (Array.isArray(value)) return value.map((each) => relinked(each, address))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isLink = typeof inner === 'string' && address.links.includes(key)
      return [key, isLink ? localLink(inner, address) : relinked(inner, address)]
    }),
  )
}
