import { type Json, isJsonObject } from '../../src/lib/json.ts'
import type { Dictionary } from './dictionary.ts'

/** A value with its keys in other words. Below a free form the first level of keys is data. */
export function withKeys(
  value: Json,
  translate: (name: string) => string,
  isFreeForm: (name: string) => boolean,
): Json {
  const visit = (value: Json, isData: boolean): Json => {
    if (Array.isArray(value)) return value.map((item) => visit(item, false))
    if (!isJsonObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [
        isData ? name : translate(name),
        visit(child, !isData && isFreeForm(name)),
      ]),
    )
  }
  return visit(value, false)
}

/** A name that the API had before it was renamed means nothing any more. */
export function ownName(name: string, dictionary: Dictionary): string {
  return dictionary.own(name) ?? `unknown_${name}`
}

/** Parameters whose values are made of names of fields: masks, orders and queries. Texts in quotes are no names. */
const spoken = new Set(['fields', 'orderBy', 'q', 'sort', 'sorts', 'updateMask'])

export function ownValue(name: string, value: string, dictionary: Dictionary): string {
  if (!spoken.has(name)) return value
  return value.replaceAll(/'(?:[^'\\]|\\.)*'|"[^"]*"|[A-Za-z_]\w*/g, (token) =>
    /^['"]/.test(token) ? token : ownName(token, dictionary),
  )
}

/** What a client sent, in the API's own words. */
export function ownBody(value: Json, dictionary: Dictionary): Json {
  const named = withKeys(
    value,
    (name) => ownName(name, dictionary),
    (name) => dictionary.isFreeForm(dictionary.own(name) ?? name),
  )
  return withStrings(named, (text, name) => ownValue(name, text, dictionary))
}

/** What the API answered, in invented words; addresses in it too. */
export function inventedBody(value: Json, dictionary: Dictionary): Json {
  const named = withKeys(value, dictionary.invented, dictionary.isFreeForm)
  return withStrings(named, (text) => inventedAddress(text, dictionary))
}

/** A refusal names fields too: in its message, and where it says which parameter was wrong. */
export function refusalInWords(value: Json, dictionary: Dictionary): Json {
  return withStrings(value, (text, name) => {
    if (name === 'location') return dictionary.invented(text)
    return name === 'message' ? text.replaceAll(spokenName, dictionary.invented) : text
  })
}

/** Of one word only where it can be no other word: quoted, or told to be missing or wrong. */
const spokenName =
  /\b[A-Za-z]+(?:_[a-z]+|[A-Z][a-z]+)+\b|(?<=['"`])[a-z]+(?=['"`])|(?<=^(?:Missing|Required:|Invalid value for:) .*)\b[a-z]+\b/g

/** An address whose query has invented names. */
export function inventedAddress(text: string, dictionary: Dictionary): string {
  if (!/^https?:\/\/[^\s?]+\?\S+$/.test(text) || !URL.canParse(text)) return text
  const url = new URL(text)
  const query = [...url.searchParams].map(([name, value]): [string, string] => [dictionary.invented(name), value])
  return `${url.origin}${url.pathname}?${new URLSearchParams(query)}`
}

function withStrings(value: Json, change: (text: string, name: string) => string, name = ''): Json {
  if (typeof value === 'string') return change(value, name)
  if (Array.isArray(value)) return value.map((item) => withStrings(item, change, name))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withStrings(child, change, key)]))
}
