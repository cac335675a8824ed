import { join, posix } from 'node:path'
import { readdir } from 'node:fs/promises'
import { type Json, jsonWithoutPrototypes } from '../lib/json.ts'
import { readBounded } from '../lib/read-bounded.ts'
import { isShallow } from '../lib/is-shallow.ts'
import type { Answer } from '../verify/replay/boxed/job.ts'
import { type Fixture, hasBytes, legacyAnswerOf, unifiedRun } from './fixture-shape.ts'
import type { ListedFunction } from './functions-of.ts'

/** Of a fixture, in all its files. */
const fixtureLimit = 8 << 20
const mostAnswers = 2_000

/** The run on record of a function, in whichever of the three layouts its project has it. */
export async function fixtureOf(root: string, of: ListedFunction): Promise<Fixture> {
  const { api, name } = of
  for (const path of [`${api}/tests/${name}.test.json`, `${api}/tests/${api}-${name}.test.json`]) {
    const read = await documentAt(root, path)
    if (read.kind === 'absent') continue
    if (read.kind === 'refused') return { kind: 'unfit', path, because: read.because }
    const run = unifiedRun(read.document, api)
    if (!run) return { kind: 'unfit', path, because: 'it has not the form of a fixture' }
    return checked({ kind: 'run', path, run })
  }
  return legacyFixture(root, of)
}

function checked(fixture: Extract<Fixture, { kind: 'run' }>): Fixture {
  if (!hasBytes(fixture.run)) return fixture
  return { kind: 'unfit', path: fixture.path, because: 'it has an answer of bytes, which cannot be played' }
}

type Document =
  | { readonly kind: 'document'; readonly document: Json; readonly bytes: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly because: string }

async function documentAt(root: string, path: string, limit = fixtureLimit): Promise<Document> {
  const read = await readBounded(join(root, path), limit)
  if (read.kind !== 'text') return read
  if (!isShallow(read.text)) return { kind: 'refused', because: 'it is nested too deeply' }
  const document = jsonWithoutPrototypes(read.text.replace(/^\ufeff/, ''))
  if (document === undefined) return { kind: 'refused', because: 'it is not JSON' }
  return { kind: 'document', document, bytes: read.text.length }
}

/** The form before: `mocks/<name>/` for what went in and out, `mocks/nango/` for what was asked, a file each. */
async function legacyFixture(root: string, { api, name }: ListedFunction): Promise<Fixture> {
  const mocks = `${api}/mocks`
  const path = `${mocks}/${name}`
  const own = await filesBelow(root, path)
  const asked = (await filesBelow(root, `${mocks}/nango`)).filter((file) => isOf(file, name))
  if (own.length === 0 && asked.length === 0) return { kind: 'none' }
  if (own.length + asked.length > mostAnswers)
    return { kind: 'unfit', path, because: `it has more than ${mostAnswers} files` }

  const documents = new Map<string, Json>()
  let left = fixtureLimit
  for (const file of [...own, ...asked, `${mocks}/nango/getConnection.json`, `${mocks}/nango/getMetadata.json`]) {
    const read = await documentAt(root, file, left)
    if (read.kind === 'refused') return { kind: 'unfit', path: file, because: read.because }
    if (read.kind === 'absent') continue
    documents.set(file, read.document)
    left -= read.bytes
  }
  const answers = asked.flatMap((file) => answerIn(file, { mocks, name, document: documents.get(file) ?? null }))
  const part = (file: string) => documents.get(`${mocks}/${file}.json`)
  const models = (what: string) => recordsIn(documents, path, what)
  const run = unifiedRun(
    {
      ...definedOnly({ input: part(`${name}/input`), output: part(`${name}/output`) }),
      nango: {
        ...definedOnly({ getConnection: part('nango/getConnection'), getMetadata: part('nango/getMetadata') }),
        batchSave: models('batchSave'),
        batchDelete: models('batchDelete'),
      },
    },
    api,
  )
  return run
    ? checked({ kind: 'run', path, run: { ...run, answers } })
    : { kind: 'unfit', path, because: 'it has not the form of a fixture' }
}

function definedOnly(parts: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function recordsIn(documents: ReadonlyMap<string, Json>, path: string, what: string): Record<string, Json> {
  const found = [...documents].flatMap(([file, document]) => {
    const [model, name] = file.startsWith(`${path}/`) ? file.slice(path.length + 1).split('/') : []
    return model !== undefined && name === `${what}.json` ? [[model, document] as const] : []
  })
  return Object.fromEntries(found)
}

/** `nango/<method>/proxy/<endpoint>/<function>/<hash>.json`, or with one answer for all `<endpoint>/<function>.json`. */
function isOf(file: string, name: string): boolean {
  return file.endsWith(`/${name}.json`) || posix.basename(posix.dirname(file)) === name
}

function answerIn(file: string, { mocks, name, document }: { mocks: string; name: string; document: Json }): Answer[] {
  const parts = file.slice(`${mocks}/nango/`.length).split('/')
  const [method = '', proxy, ...rest] = parts
  if (proxy !== 'proxy') return []
  const endpoint = rest.slice(0, rest.at(-1) === `${name}.json` ? -1 : -2).join('/')
  return [legacyAnswerOf(method, endpoint, document)]
}

/** JSON files below a directory, without following links. */
async function filesBelow(root: string, path: string): Promise<string[]> {
  try {
    const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => posix.join(entry.parentPath.slice(root.length + 1), entry.name))
      .toSorted()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}
