import { providerOf } from '../../src/gateway/provider.ts'
import { type Json, isJsonObject } from '../../src/lib/json.ts'
import { docsPack } from '../../src/standins/docs/open-docs.ts'
import type { EmbeddedApi } from '../../src/standins/embedded-apis.ts'
import type { AccountObject, StandIn } from '../../src/standins/stand-in.ts'
import { type Dictionary, dictionaryOf, isOperation } from './dictionary.ts'
import { type Prose, renamedPage } from './renamed-pages.ts'
import { inventedAddress, inventedBody, ownBody, ownName, ownValue, refusalInWords, withKeys } from './translate.ts'

/**
 * An API in which every field and parameter has another name, in its accounts as in its pages: who has learnt the
 * names of the real one by heart is lost here. It goes by the name that Nango has for APIs that it does not know.
 * Paths, operations, values of choices and the names of a record's own properties stay.
 */
export async function renamedApi(api: EmbeddedApi, seed: number): Promise<EmbeddedApi> {
  const pack = api.docs()
  const texts = pack?.pages.map((page) => pack.read(page) ?? '') ?? []
  const dictionary = dictionaryOf(texts, seed)
  const operations = texts.flatMap((text) => text.split('\n').filter(isOperation))
  const prose = {
    dictionary,
    values: await valuesIn(api, dictionary),
    inPaths: new Set(operations.flatMap((line) => line.replaceAll(/\{\w+\}/g, '').match(/\w+/g) ?? [])),
    pages: operationsIn(pack?.pages ?? []),
  }
  const pages = docsPack(texts.map((text) => renamedPage(text, prose)))
  return {
    name: 'private-api-bearer',
    baseUrl: api.baseUrl ?? providerOf(api.name).baseUrl,
    open: async (options) => renamedStandIn(await api.open(options), dictionary),
    docs: () => pages,
  }
}

/** Every dotted end of a page's name too: `values.update` of `spreadsheets.values.update`. */
function operationsIn(pages: readonly string[]): Prose['pages'] {
  return new Set(
    pages.flatMap((page) => {
      const parts = page.split('.')
      return parts.length < 2 ? [] : parts.slice(0, -1).map((_, index) => parts.slice(index).join('.'))
    }),
  )
}

/** Words that a text writes like names and that are values: the account's own, and a few choices. */
async function valuesIn(api: EmbeddedApi, dictionary: Dictionary): Promise<ReadonlySet<string>> {
  const account = await api.open({ seed: 1, credential: 'any' })
  const found = new Set(choices)
  const visit = (value: Json, isData: boolean): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, false)
    if (!isJsonObject(value)) return
    for (const [name, child] of Object.entries(value)) {
      if (isData) found.add(name)
      visit(child, dictionary.isFreeForm(name))
    }
  }
  for (const { fields } of await account.snapshot()) visit(fields, false)
  await account[Symbol.asyncDispose]()
  return found
}

const choices = ['primary', 'me', 'default', 'private', 'true', 'false', 'null', 'im', 'mpim']

function renamedStandIn(standIn: StandIn, dictionary: Dictionary): StandIn {
  return {
    api: 'private-api-bearer',
    label: standIn.label,
    fetch: async (request) => inventedAnswer(await standIn.fetch(await ownRequest(request, dictionary)), dictionary),
    snapshot: async () => (await standIn.snapshot()).map((object) => renamedObject(object, dictionary)),
    [Symbol.asyncDispose]: () => standIn[Symbol.asyncDispose](),
  }
}

async function ownRequest(request: Request, dictionary: Dictionary): Promise<Request> {
  const url = new URL(request.url)
  const query = [...url.searchParams].map(([name, value]): [string, string] => {
    const own = ownName(name, dictionary)
    return [own, ownValue(own, value, dictionary)]
  })
  const search = query.length > 0 ? `?${new URLSearchParams(query)}` : ''
  const hasBody = !['GET', 'HEAD'].includes(request.method)
  const sent = hasBody ? Buffer.from(await request.arrayBuffer()) : undefined
  const body = sent && sent.length > 0 ? ownContent(sent, request.headers.get('content-type') ?? '', dictionary) : null
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  return new Request(`${url.origin}${url.pathname}${search}`, { method: request.method, headers, body })
}

function ownContent(sent: Buffer, type: string, dictionary: Dictionary): string | Uint8Array<ArrayBuffer> {
  if (/json/i.test(type)) return ownJson(sent.toString('utf8'), dictionary)
  if (/urlencoded/i.test(type)) {
    const pairs = [...new URLSearchParams(sent.toString('utf8'))]
    return new URLSearchParams(
      pairs.map(([name, value]): [string, string] => [ownName(name, dictionary), value]),
    ).toString()
  }
  if (!/multipart/i.test(type)) return new Uint8Array(sent)
  // Its first part says what the second one is; the rest may be bytes.
  const text = sent.toString('latin1')
  const [, head = '', json = '', rest = ''] = /^(.*?\r?\n\r?\n)(\{.*?\})(\r?\n--.*)$/s.exec(text) ?? []
  if (json === '') return new Uint8Array(sent)
  const own = Buffer.from(ownJson(Buffer.from(json, 'latin1').toString('utf8'), dictionary)).toString('latin1')
  return new Uint8Array(Buffer.from(head + own + rest, 'latin1'))
}

function ownJson(text: string, dictionary: Dictionary): string {
  const value = parsed(text)
  return value === undefined ? text : JSON.stringify(ownBody(value, dictionary))
}

async function inventedAnswer(answer: Response, dictionary: Dictionary): Promise<Response> {
  const headers = new Headers(answer.headers)
  const location = headers.get('location')
  if (location !== null) headers.set('location', inventedAddress(location, dictionary))
  const bytes = Buffer.from(await answer.arrayBuffer())
  const value = /json/i.test(headers.get('content-type') ?? '') ? parsed(bytes.toString('utf8')) : undefined
  headers.delete('content-length')
  const said = value !== undefined && answer.status >= 400 ? refusalInWords(value, dictionary) : value
  const body = said === undefined ? bytes : JSON.stringify(inventedBody(said, dictionary))
  return new Response(bytes.length === 0 ? null : body, { status: answer.status, headers })
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    // It is no JSON, whatever it calls itself: it goes on as it is.
    return undefined
  }
}

function renamedObject(object: AccountObject, dictionary: Dictionary): AccountObject {
  const fields = withKeys(object.fields, dictionary.invented, dictionary.isFreeForm) as AccountObject['fields']
  return { ...object, fields, names: object.names.map((name) => renamedPath(name, dictionary)) }
}

function renamedPath(path: string, dictionary: Dictionary): string {
  const parts = path.split('.')
  return parts
    .map((part, index) => (index > 0 && dictionary.isFreeForm(parts[index - 1]!) ? part : dictionary.invented(part)))
    .join('.')
}
