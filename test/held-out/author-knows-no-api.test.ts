import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync, visitorKeys } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { checkNames } from '../../src/check-names.ts'
import { parseSpec } from '../../src/plan/parse-spec.ts'
import { planSpec } from '../../src/plan/plan.ts'
import { ownApis } from '../../src/standins/embedded-apis.ts'
import { type Forbidden, type Knowledge, forbiddenIn, knowledgeOf } from './forbidden-knowledge.ts'

const author = fileURLToPath(new URL('../../src/rehearsal/author/', import.meta.url))

/** What the catalogue and the reference pages name. */
const knowledge: Knowledge = knowledgeOf(
  ownApis.map(({ name, docs }) => {
    const text = readFileSync(new URL(`../../catalogue/${name}.yaml`, import.meta.url), 'utf8')
    const { interactions } = planSpec(parseSpec(text, `${name}.yaml`, checkNames), { embedded: [name] })
    const pack = docs()
    return { interactions, pages: pack?.pages.map((page) => ({ id: page, text: pack.read(page) ?? '' })) ?? [] }
  }),
)

/** What a file says in words: of code its literals and comments, as `lists.get` may be any list's. Of data all. */
function wordsOf(file: string, text: string): string[] {
  if (!file.endsWith('.ts')) return [text]
  const { program, comments } = parseSync(file, text)
  const words = comments.map(({ value }) => value)
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each)
    if (typeof node !== 'object' || node === null || !('type' in node)) return
    const { type, value, regex, name } = node as {
      type: string
      value?: unknown
      regex?: { pattern: string }
      name?: unknown
    }
    if (type === 'Literal' && typeof value === 'string') words.push(value)
    if (regex) words.push(regex.pattern)
    if (type === 'TemplateElement') words.push(String((value as { cooked?: string }).cooked ?? ''))
    // Of a name in code only that of a vendor says anything.
    if (type === 'Identifier')
      words.push(
        String(name)
          .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
          .replaceAll('_', ' '),
      )
    for (const key of visitorKeys[type] ?? []) visit((node as unknown as Record<string, unknown>)[key])
  }
  visit(program)
  return words
}

function findings(file: string, text: string): Forbidden[] {
  return wordsOf(file, text).flatMap((words) => forbiddenIn(words, knowledge))
}

describe('the rehearsal author', () => {
  it('names no interaction, no operation, no path and no vendor', () => {
    const files = globSync('**/*', { cwd: author }).filter((file) => /\.\w+$/.test(file) && !file.endsWith('.test.ts'))
    expect(files.length).toBeGreaterThan(0)
    const found = files.flatMap((file) =>
      findings(file, readFileSync(author + file, 'utf8')).map(({ kind, text }) => `${file}: ${kind} ${text}`),
    )
    expect([...new Set(found)]).toEqual([])
  })
})

describe('the guard', () => {
  it.each([
    ['interaction', "if (scene.name === 'create-event') yield", 'create-event'],
    ['interaction', '// slack/send-message is easy', 'send-message'],
    [
      'sentence',
      "const s = 'Invite one more person to an event and keep everybody else who is invited.'",
      'invite one more',
    ],
    ['operation', "const page = 'chat.postMessage'", 'chat.postMessage'],
    ['operation', 'const page = /calendarList\\.list/', 'calendarList.list'],
    ['path', 'const at = `/calendar/v3/${x}`', 'calendar/v3'],
    ['path', "const at = ['freeBusy']", 'freeBusy'],
    ['path', "const at = '/crm/v3/objects/contacts'", 'crm/v3'],
    ['vendor', 'function isSlack() {}', 'slack'],
    ['vendor', "const host = 'api.hubapi.com'", 'hubapi'],
  ] as const)('sees the %s in %s', (kind, code, text) => {
    expect(findings('x.ts', code)).toContainEqual({ kind, text: expect.stringContaining(text) })
  })

  it.each([
    ["const verbs = ['create', 'list', 'send', 'get', 'event', 'message', 'channel', 'contacts']"],
    ['const found = lists.get(name) ?? pages.read(id) ?? files.list(1) ?? events.watch(x)'],
    ["yield turn('Get one page of the list, then the next.', docs('list messages of a channel'))"],
    ["const endpoint = `/${segments.join('/')}`"],
    ['const kinds = /^(get|list|find)-/'],
    ['// A list action takes a cursor and answers the items and the next cursor, if there is one.'],
  ])('lets pass what anybody might write: %s', (code) => {
    expect(findings('x.ts', code)).toEqual([])
  })
})
