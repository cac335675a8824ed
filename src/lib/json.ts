/** Anything `JSON.parse` can answer with. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every object in a document, at any depth, the outermost first. */
export function objectsIn(value: Json): JsonObject[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap((each) => objectsIn(each as Json))
  return isJsonObject(value) ? [value, ...inner] : inner
}

type Reviver = Parameters<typeof JSON.parse>[1]

/** The value that a text has in JSON; undefined when it is none: cut short, or something else. */
export function jsonOrNothing(text: string, reviver?: Reviver): Json | undefined {
  try {
    return JSON.parse(text, reviver) as Json
  } catch {
    // Only a syntax error can be thrown here.
    return undefined
  }
}

/** The same for untrusted text: a key that would become an object's prototype when somebody copies it is dropped. */
export function jsonWithoutPrototypes(text: string): Json | undefined {
  return jsonOrNothing(text, (key, value: unknown) => (key === '__proto__' ? undefined : value))
}

export function jsonObjectOrNothing(text: string): JsonObject | undefined {
  const value = jsonOrNothing(text)
  return isJsonObject(value) ? value : undefined
}

/** For bodies that may be JSON: what is none stays the text that it is. */
export function jsonOrText(text: string): Json {
  const value = jsonOrNothing(text)
  return value === undefined ? text : value
}

/** One text per value, whatever the order of its keys: two values are equal exactly when their canonical texts are. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (isJsonObject(value)) {
    const members = Object.keys(value)
      .toSorted()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}
