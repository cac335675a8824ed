import type { Tried } from './commands.ts'
import type { Draft } from './draft.ts'
import type { Lessons } from './lessons.ts'
import { wordsOf } from './words.ts'

/** What a refusal teaches: a field that is missing, a value that does not do, or a thing that is not to be had. */
export function learnFrom(tried: Extract<Tried, { kind: 'failed' }>, draft: Draft, lessons: Lessons): Lessons {
  const lesson =
    refusedForm(tried.because, draft, lessons) ??
    refusedValue(tried.because, draft, lessons) ??
    fixedValue(tried.because, draft, lessons) ??
    missingField(tried, draft, lessons)
  return lesson ?? { ...lessons, turn: lessons.turn + 1 }
}

/** A name that has to be written as code is: in lower case, without spaces. */
function refusedForm(text: string, { args }: Draft, lessons: Lessons): Lessons | undefined {
  const at = text.search(/\b(?:must|may|can|has to|should)\b[^.]{0,40}\blower[- ]?case/i)
  const said = at < 0 ? [] : [...text.slice(0, at).matchAll(/\w+/g)].map(([word]) => word)
  const name = said.findLast((word) =>
    args.some(({ field, value }) => field.name === word && typeof value === 'string'),
  )
  return name === undefined || lessons.coded.includes(name)
    ? undefined
    : { ...lessons, coded: [...lessons.coded, name] }
}

/** A value that is named as wrong: another one if the error tells which, or none if it can be left out. */
function refusedValue(text: string, { args }: Draft, lessons: Lessons): Lessons | undefined {
  const [, options = ''] = /(?:allowed|valid|possible) (?:options|values)[^[{:]*[:[]\s*\[?([^\]]+)/i.exec(text) ?? []
  const option = /[A-Za-z][\w-]*/.exec(options)?.[0]
  const name = /\((\w+)\)|"name\\?"\s*:\s*\\?"(\w+)/.exec(text)?.slice(1).find(Boolean)
  if (option && name && !lessons.values.has(name))
    return { ...lessons, values: new Map([...lessons.values, [name, option]]) }
  const wrong = args.find(({ value, place, field }) => {
    return place === 'query' && !field.required && typeof value === 'string' && value.length > 3 && text.includes(value)
  })
  return wrong && { ...lessons, dropped: [...lessons.dropped, wrong.field.name] }
}

/** A parameter that the reference does not list and the API demands. */
function fixedValue(text: string, { operation }: Draft, lessons: Lessons): Lessons | undefined {
  const name = /['"`]?(\w+)['"`]? parameter is required/.exec(text)?.[1]
  const isKnown = [...operation.params, ...operation.body].some((field) => field.name === name)
  if (!name || isKnown || lessons.fixed.some((each) => each.name === name)) return undefined
  return { ...lessons, fixed: [...lessons.fixed, { name, place: 'query', value: '*' }] }
}

function missingField(tried: Extract<Tried, { kind: 'failed' }>, draft: Draft, lessons: Lessons): Lessons | undefined {
  const { operation, args } = draft
  const text = tried.because
  if (
    !/missing|required|must (?:be|have|contain|include)|not (?:given|set|specified)|needs?\b|invalid|_not_found|no_/i.test(
      text,
    )
  )
    return undefined
  const has = new Set([...args.map(({ field }) => field.name), ...lessons.wanted])
  const absent = [...operation.params, ...operation.body].filter(({ name }) => !has.has(name))
  // The names of an error's own fields name nothing of the request.
  const message = text.replaceAll(/"\w+":/g, ' ')
  const named = new Set([...message.matchAll(/[A-Za-z_]\w*/g)].map(([name]) => name))
  const said = new Set(wordsOf(message))
  const byName = absent.filter(({ name }) => named.has(name) && name.length > 2)
  const byWord = absent.filter(({ name }) => said.has(name.toLowerCase()))
  const missing = byName.length > 0 ? byName : byWord
  if (missing.length > 0) return { ...lessons, wanted: [...lessons.wanted, ...missing.map(({ name }) => name)] }
  const inside = [...named].filter(
    (name) => /^[a-z]+(_[a-z]+)+$/.test(name) && !has.has(name) && !/^script_|_error$|_not_/.test(name),
  )
  if (inside.length > 0 && tried.status === 400) return { ...lessons, wanted: [...lessons.wanted, ...inside] }
  const likely = absent.find(
    ({ name }) => /^(id|name|title|summary|key)$/.test(name) && operation.body.some((field) => field.name === name),
  )
  return /required|missing/i.test(text) && likely ? { ...lessons, wanted: [...lessons.wanted, likely.name] } : undefined
}
