/** One field of a request or an answer, as a reference page describes it. */
export interface Field {
  readonly name: string
  /** As written: `string`, `EventDateTime[]`, `"a" | "b"`, `object of string`. */
  readonly type: string
  readonly required: boolean
  readonly inPath: boolean
  readonly inHeader: boolean
  readonly text: string
  readonly fields: readonly Field[]
}

/** How an answer names its next page: `from` (dotted) is sent as `as`, `as` is counted up until `from`, or `from` is the next path. */
export interface Paging {
  readonly how: 'cursor' | 'count' | 'link'
  readonly from: string
  readonly as: string
  readonly inBody: boolean
  /** There is a next page only while this field of the answer is true. */
  readonly while?: string
}

/** What a reference page says about one operation. */
export interface Operation {
  readonly page: string
  readonly title: string
  readonly method: string
  /** With `{name}` for each parameter in it. */
  readonly path: string
  readonly params: readonly Field[]
  /** Headers that every request must have, with their one value. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: readonly Field[]
  readonly answer: readonly Field[]
  /** The object that it is sent, which has a page of its own. */
  readonly takes: string
  /** The object that it answers, which has a page of its own. */
  readonly answers: string
  readonly isEmpty: boolean
  readonly paging?: Paging
  /** Where what is given goes, if it is one entry of a list of changes: the list and the entry's only field. */
  readonly wrap?: { readonly path: readonly [string, string]; readonly leaves: readonly Wrapped[] }
  /** The field that is the whole body, as it is. */
  readonly raw?: string
  readonly text: string
}

/** A value inside of an entry: given, always the same, or the number after another one. */
export interface Wrapped {
  readonly path: readonly string[]
  readonly name: string
  readonly fixed?: string
  readonly after?: string
}

/** The fields of an object that has a page of its own. */
export function readObject(text: string): readonly Field[] {
  return sectionsOf(text).find(({ head }) => head.startsWith('Fields'))?.fields ?? []
}

/** Reads a page of an operation; nothing for a page of another kind, or none. */
export function readOperation(text: string): Operation | undefined {
  const [, page = '', title = ''] = /^# (\S+) · (.*)/m.exec(text) ?? []
  const [, method, path, note = ''] = /^(GET|POST|PUT|PATCH|DELETE) (\S+)(.*)$/m.exec(text) ?? []
  if (!method || !path) return undefined
  const parts = sectionsOf(text)
  const all = parts.find(({ head }) => head.startsWith('Parameters'))?.fields ?? []
  const parameters = all.filter(({ inHeader }) => !inHeader)
  const bodyFields = parts.find(({ head }) => head.startsWith('Body'))?.fields ?? []
  const answer = parts.find(({ head }) => head.startsWith('Answer'))
  const inBody = note.includes('JSON body')
  const paging = pagingIn(text)
  return {
    page,
    title,
    method,
    path,
    headers: headersIn(all),
    params: inBody ? parameters.filter(({ inPath }) => inPath) : parameters,
    body: inBody ? parameters.filter(({ inPath }) => !inPath) : bodyFields,
    answer: answer ? [...answer.fields, ...listedFields(answer.head)] : [],
    takes: /^Body: JSON, (\w+)/m.exec(text)?.[1] ?? '',
    answers: /^Answer: (?:\d+, )?(\w+)/.exec(answer?.head ?? '')?.[1] ?? '',
    isEmpty: /empty/.test(answer?.head ?? ''),
    ...(paging && { paging }),
    text,
  }
}

/** Headers that have one value and no other. */
function headersIn(fields: readonly Field[]): Record<string, string> {
  const fixed = fields.flatMap(({ name, type, required, inHeader }) => {
    const [, value] = /^"([^"]*)"$/.exec(type) ?? []
    return inHeader && required && value !== undefined ? [[name, value] as const] : []
  })
  return Object.fromEntries(fixed)
}

/** Fields that say, in an answer of status 200, whether it failed and why. */
export interface Envelope {
  readonly ok: string
  readonly error: string
}

/** Whether the overview says that errors come with a good status, and where they are then told. */
export function envelopeIn(overview: string): Envelope | undefined {
  const [, ok, error] = /answer has `(\w+)`; when it is false, `(\w+)`/.exec(overview) ?? []
  return ok && error ? { ok, error } : undefined
}

interface Section {
  readonly head: string
  readonly fields: readonly Field[]
}

function sectionsOf(text: string): Section[] {
  const sections: { head: string; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    if (/^(Parameters|Body|Answer|Fields)\b/.test(line)) sections.push({ head: line, lines: [] })
    else if (/^\s*- /.test(line)) sections.at(-1)?.lines.push(line)
  }
  return sections.map(({ head, lines }) => ({ head, fields: fieldsIn(lines) }))
}

function fieldsIn(lines: readonly string[], indent = 0): Field[] {
  const starts = lines.flatMap((line, index) => (indentOf(line) === indent ? [index] : []))
  return starts.flatMap((start, index) => {
    const field = fieldOf(lines[start]!)
    const children = lines.slice(start + 1, starts[index + 1] ?? lines.length)
    return field ? [{ ...field, fields: fieldsIn(children, indent + 2) }] : []
  })
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

function fieldOf(line: string): Omit<Field, 'fields'> | undefined {
  const [, name, rest] = /^\s*- ([^\s:]+): (.*)$/.exec(line) ?? []
  if (name === undefined || rest === undefined) return undefined
  const [head = ''] = rest.split(/\.(?:\s|$)/, 1)
  const type = head.replace(/, (in the path|in the query|in the body|in a header|required|optional)\b/g, '').trim()
  return {
    name,
    type,
    required: /, required\b/.test(head),
    inPath: /, in the path\b/.test(head),
    inHeader: /, in a header\b/.test(head),
    text: rest.slice(head.length + 1).trim(),
  }
}

/** `Fields: id (string), items (Event[])`, all in one line. */
function listedFields(head: string): Field[] {
  const [, list = ''] = /Fields: (.*)$/.exec(head) ?? []
  return [...list.matchAll(/([\w.-]+) \(([^)]*)\)/g)].map(([, name = '', type = '']) => {
    return { name, type, required: false, inPath: false, inHeader: false, text: '', fields: [] }
  })
}

function pagingIn(text: string): Paging | undefined {
  const [, sentence = ''] = /^Paging: (.*)$/m.exec(text) ?? []
  const inBody = sentence.includes('in the body')
  const [, only] = /while (?:the answer's )?([\w.]+) is true/.exec(sentence) ?? []
  const sent = /send (?:the answer's )?([\w.$-]+) as ([\w$-]+)/.exec(sentence)
  if (sent) return { how: 'cursor', from: sent[1]!, as: sent[2]!, inBody, ...(only && { while: only }) }
  const linked = /(?:get|follow|ask) the (?:path|link|address|url) in (?:the answer's )?([\w.$-]+)/i.exec(sentence)
  if (linked) return { how: 'link', from: linked[1]!, as: '', inBody: false }
  const counted = /count up (\w+) until (?:the answer's )?([\w.]+)/.exec(sentence)
  return counted ? { how: 'count', from: counted[2]!.replace(/\.$/, ''), as: counted[1]!, inBody } : undefined
}
