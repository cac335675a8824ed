import { execFileSync } from 'node:child_process'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { foreignFiles, writeFiles } from '../../test/foreign-project.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { UserError } from '../lib/user-error.ts'
import { filesOf } from './files-of.ts'
import { findProject } from './find-project.ts'
import { fixtureOf } from './fixture-of.ts'
import { functionsOf } from './functions-of.ts'

async function inProject<result>(
  files: Readonly<Record<string, string | undefined>>,
  look: (root: string) => Promise<result> | result,
): Promise<result> {
  const temp = await openTempDir()
  try {
    await writeFiles(temp.dir, files)
    return await look(temp.dir)
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

const create = { id: 'x/create', api: 'x', name: 'create', kind: 'action', path: 'x/actions/create.ts' } as const
const fixtureAt = (path: string, text: string | undefined) =>
  inProject({ [path]: text }, (root) => fixtureOf(root, create))

describe('findProject', () => {
  it('finds a project at the path and in nango-integrations below it', async () => {
    await inProject({ 'nango-integrations/index.ts': '' }, (root) => {
      const inner = join(root, 'nango-integrations')
      expect([findProject(root), findProject(inner)]).toEqual([inner, inner])
    })
  })

  it.each([
    ['nothing', {}, /index\.ts/],
    ['a project of the old form', { 'nango.yaml': 'integrations: {}' }, /migrate-to-zero-yaml/],
  ])('says how to point at one where there is %s', async (_, files, fix) => {
    await inProject(files, (root) => {
      const mistake = thrownBy(() => findProject(root))
      expect(mistake).toBeInstanceOf(UserError)
      expect((mistake as UserError).fix).toMatch(fix)
    })
    expect(thrownBy(() => findProject('/nowhere/at/all'))).toBeInstanceOf(UserError)
  })
})

describe('functionsOf', () => {
  it('lists what index.ts imports, in its order, whatever its quotes', async () => {
    const found = await inProject(foreignFiles, functionsOf)
    expect(found.map(({ id, kind, unfit }) => [id, kind, unfit])).toEqual([
      ['github/create-issue', 'action', undefined],
      ['github/get-me', 'action', undefined],
      ['github/list-labels', 'action', undefined],
      ['github/issues', 'sync', undefined],
    ])
  })

  it('has a reason for each that cannot be judged', async () => {
    const index = [
      'x/actions/gone',
      '../out/actions/there',
      'x/on-events/hook',
      'x/lib/odd',
      'x/actions/twin',
      'x/syncs/twin',
    ]
    const files = ['x/on-events/hook', 'x/lib/odd', 'x/actions/twin', 'x/syncs/twin', 'x/actions/unnamed']
    const found = await inProject(
      {
        'index.ts': index.map((path) => `import './${path}.js'\n`).join(''),
        ...Object.fromEntries(files.map((path) => [`${path}.ts`, ''])),
        'x/actions/unnamed.test.ts': '',
        'x/tests/x.ts': '',
      },
      functionsOf,
    )
    const reasons = Object.fromEntries(found.map(({ path, unfit }) => [path, unfit?.because]))
    expect(reasons).toEqual({
      'x/actions/gone.ts': expect.stringContaining('no such file'),
      '../out/actions/there.ts': expect.stringContaining('outside'),
      'x/on-events/hook.ts': expect.stringContaining('events'),
      'x/lib/odd.ts': expect.stringContaining('kind'),
      'x/actions/twin.ts': expect.stringContaining('one name'),
      'x/syncs/twin.ts': expect.stringContaining('one name'),
      'x/actions/unnamed.ts': expect.stringContaining('does not import it'),
    })
  })

  it('says of each function that index.ts is missing', async () => {
    const found = await inProject({ 'x/actions/create.ts': '' }, functionsOf)
    expect(found.map(({ unfit }) => unfit?.because)).toEqual(['index.ts is missing, so Nango would not deploy it'])
  })
})

describe('filesOf', () => {
  it('takes what a function imports from its project along, and nothing from outside', async () => {
    const files = await inProject(foreignFiles, (root) => filesOf(root, 'github/syncs/issues.ts'))
    expect(files).toMatchObject({ kind: 'read', source: { path: 'github/syncs/issues.ts' } })
    expect(files.kind === 'read' && files.helpers.map(({ path }) => path).toSorted()).toEqual([
      'github/helpers/to-issue.ts',
      'github/models.ts',
    ])
    const outside = {
      'a/actions/b.ts': "import '../../../../../../etc/passwd.json'; import c from './c.js'; import './b.js'",
    }
    expect(await inProject(outside, (root) => filesOf(root, 'a/actions/b.ts'))).toMatchObject({
      kind: 'read',
      helpers: [],
    })
  })

  it('does not follow a link, nor read a file of any size', async () => {
    const linked = await inProject({ 'a/actions/b.ts': "import '../c.js'" }, (root) => {
      execFileSync('ln', ['-s', '/etc/passwd', join(root, 'a/c.ts')])
      return filesOf(root, 'a/actions/b.ts')
    })
    expect(linked).toEqual({ kind: 'unreadable', because: 'a/c.ts: it is a symbolic link' })
    const large = await inProject({ 'a/actions/b.ts': `//${'x'.repeat(2 << 20)}` }, (root) =>
      filesOf(root, 'a/actions/b.ts'),
    )
    expect(large).toMatchObject({ kind: 'unreadable', because: expect.stringContaining('larger than') })
  })
})

describe('fixtureOf', () => {
  const text = JSON.stringify({
    input: { a: 1 },
    output: { b: 2 },
    nango: { getConnection: { connectionId: 'c', provider: 'other' }, getMetadata: { m: 1 } },
    api: {
      get: { '/things': [{ response: [], status: 200, headers: { n: 1 }, hash: 'h', request: { params: { q: 1 } } }] },
    },
  })

  it.each(['x/tests/create.test.json', 'x/tests/x-create.test.json'])(
    'reads Nango’s present form: %s',
    async (path) => {
      expect(await fixtureAt(path, text)).toEqual({
        kind: 'run',
        path,
        run: {
          input: { a: 1 },
          output: { b: 2 },
          metadata: { m: 1 },
          connection: { connectionId: 'c', connection_id: 'c', provider: 'other' },
          provider: 'other',
          saved: {},
          deleted: {},
          answers: [
            {
              method: 'get',
              endpoint: 'things',
              query: [['q', '1']],
              body: '',
              unknown: ['body'],
              status: 200,
              headers: { n: '1' },
              response: [],
            },
          ],
        },
      })
    },
  )

  it('reads the form before, a file for each answer', async () => {
    const fixture = await inProject(foreignFiles, (root) =>
      fixtureOf(root, { ...create, id: 'github/issues', api: 'github', name: 'issues', kind: 'sync' }),
    )
    expect(fixture).toMatchObject({
      kind: 'run',
      run: {
        metadata: { owner: 'acme', repo: 'house' },
        saved: { Issue: [{ id: '11' }, { id: '13' }], PullRequest: [{ id: '12' }] },
        answers: [
          { method: 'get', endpoint: 'repos/acme/house/issues', query: [['per_page', '2']] },
          {
            query: [
              ['page', '2'],
              ['per_page', '2'],
            ],
          },
        ],
      },
    })
  })

  it.each([
    ['it is not JSON', '{"input":'],
    ['it has not the form of a fixture', '{"api": []}'],
    ['it has not the form of a fixture', '[]'],
    ['it is nested too deeply', '['.repeat(5_000)],
    [
      'it has an answer of bytes, which cannot be played',
      '{"api":{"get":{"/a":{"response":{"type":"Buffer","data":[1]}}}}}',
    ],
  ])('says why it takes nothing else: %s', async (because, bad) => {
    expect(await fixtureAt('x/tests/create.test.json', bad)).toEqual({
      kind: 'unfit',
      path: 'x/tests/create.test.json',
      because,
    })
  })

  it('refuses one of 100 MB by its size, without reading it', async () => {
    const before = process.memoryUsage().rss
    const fixture = await inProject({ 'x/actions/create.ts': '' }, async (root) => {
      await mkdir(join(root, 'x/tests'))
      const file = await open(join(root, 'x/tests/create.test.json'), 'w')
      await file.truncate(100 << 20)
      await file.close()
      return fixtureOf(root, create)
    })
    expect(fixture).toMatchObject({ kind: 'unfit', because: expect.stringContaining('larger than') })
    expect(process.memoryUsage().rss - before).toBeLessThan(50 << 20)
  })

  it('keeps the prototype of objects out of what it reads', async () => {
    const fixture = await fixtureAt('x/tests/create.test.json', '{"input":{"__proto__":{"a":1}},"api":{}}')
    expect(fixture.kind === 'run' && fixture.run.input).toEqual({})
  })

  it('has none where there is none', async () => {
    expect(await fixtureAt('x/actions/create.ts', '')).toEqual({ kind: 'none' })
  })
})

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}
