import type { Provider } from '../provider.ts'
import { segmentsBelow } from './asked.ts'
import type { MadeThing } from './made-things.ts'

/** Of which things it is known how they are taken away. */
export interface KnownDeletes {
  /** By a page of the reference, or an operation of a spec: `DELETE /events/{id}`, wherever in the text. */
  learn(text: string): void
  requestFor(thing: MadeThing): Request | undefined
}

/** Such as `chat.delete`, with the fields that it has to be given. */
interface DeleteMethod {
  readonly family: string
  readonly path: string
  readonly fields: readonly string[]
}

export function knownDeletes(provider: Pick<Provider, 'baseUrl'>): KnownDeletes {
  const templates = new Set<string>()
  const methods = new Map<string, DeleteMethod>()
  return {
    learn(text) {
      for (const [, path = ''] of text.matchAll(/\bDELETE[`*\s]+(?:https?:\/\/[^/\s]+)?(\/[^\s`"'<>?#)]+)/g)) {
        templates.add(segmentsBelow(provider, path).join('/'))
      }
      const method = methodIn(text)
      if (method) methods.set(method.path, method)
    },
    requestFor(thing) {
      const segments = segmentsBelow(provider, new URL(thing.address).pathname)
      const isKnown = [...templates].some((template) => isLike(segments, template.split('/')))
      if (isKnown) return new Request(thing.address, { method: 'DELETE' })
      const own = [...methods.values()]
        .filter(({ family }) => family === thing.collection)
        .toSorted((a, b) => a.path.length - b.path.length)
      return own.flatMap((method) => requestBy(method, thing, provider) ?? [])[0]
    },
  }
}

/** Each place by its word or any name; the last is the name of the thing. */
function isLike(segments: readonly string[], template: readonly string[]): boolean {
  if (segments.length !== template.length || !isPlace(template.at(-1) ?? '')) return false
  return template.every((part, index) => isPlace(part) || part === segments[index])
}

function isPlace(part: string): boolean {
  return /^(\{.+\}|:\w+|\[.+\])$/.test(part)
}

/** Of a page about one method, in the form of our packs of pages. */
function methodIn(text: string): DeleteMethod | undefined {
  const operations = [...text.matchAll(/^(?:GET|POST|PUT|PATCH|DELETE) \/(\S+)/gm)]
  const [, path = ''] = operations[0] ?? []
  const [, family = ''] = /^(\w+)\.(?:\w+\.)*(?:delete|remove|destroy)[A-Z]?\w*$/.exec(path) ?? []
  if (family === '' || operations.length !== 1) return undefined
  const fields = [...text.matchAll(/^- (\w+): [^.\n]*\brequired\b/gm)].map(([, name = '']) => name)
  return { family: family.toLowerCase(), path, fields }
}

/** Nothing where the method has to be given more than the ids of the thing, or could be about something else. */
function requestBy(
  method: DeleteMethod,
  thing: MadeThing,
  { baseUrl }: Pick<Provider, 'baseUrl'>,
): Request | undefined {
  const one = thing.collection.replace(/s$/, '')
  const known: Readonly<Record<string, string>> = {
    id: thing.name,
    [one]: thing.name,
    [`${one}_id`]: thing.name,
    ...thing.fields,
  }
  const given = method.fields.map((field) => [field, known[field]] as const)
  if (given.some(([, value]) => value === undefined) || !given.some(([, value]) => value === thing.name))
    return undefined
  return new Request(`${baseUrl}/${method.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(given)),
  })
}
