import { chmod } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { foreignFiles, writeFiles } from '../test/foreign-project.ts'
import { openTempDir } from './lib/temp-dir.ts'
import { proveProject } from './prove-project.ts'
import type { FunctionProof, ProjectProof } from './prove/project-proof.ts'

const cacheDir = resolve('node_modules/.cache/assay')

const action = 'github/actions/create-issue.ts'
const fixture = 'github/tests/create-issue.test.json'
const sync = 'github/syncs/issues.ts'
const asks = /const response = [^;]*;\s*return toIssue\(response.data\);/.exec(foreignFiles[action] ?? '')?.[0] ?? ''

/** Copies of functions with one change each, and what must be said of them. */
const variants: readonly {
  readonly name: string
  readonly of: string
  readonly change: [string, string]
  readonly said: RegExp
}[] = [
  {
    name: 'other-endpoint',
    of: action,
    change: ['/issues`', '/pulls`'],
    said: /rejected agrees-with-recording: it asks POST \S*pulls/,
  },
  {
    name: 'lost-input',
    of: action,
    change: ['data, retries', 'data: { title: data.title }, retries'],
    said: /rejected agrees-with-recording: it asks POST/,
  },
  {
    name: 'constant-output',
    of: action,
    change: ['toIssue(response.data)', 'toIssue({ ...response.data, id: 2841, number: 17 })'],
    said: /rejected output-from-response: returned\.(id|number) is always/,
  },
  {
    name: 'swallowed-error',
    of: action,
    change: [asks, `try { ${asks} } catch { return { id: '', number: 0, title: '' }; }`],
    said: /rejected errors-surface: .* although the API refused: .*401/,
  },
  {
    name: 'edited-expectation',
    of: fixture,
    change: ['"number": 17,\n    "title"', '"number": 18,\n    "title"'],
    said: /rejected agrees-with-recording: .*returned\.number/,
  },
  {
    name: 'edited-answer',
    of: fixture,
    change: ['"id": 2841,\n', '"id": 2842,\n'],
    said: /rejected agrees-with-recording: .*returned\.id/,
  },
  {
    name: 'not-json',
    of: fixture,
    change: ['"nango": {},', '"nango": {'],
    said: /undecided its fixture github.tests.not-json.test.json cannot be used: it is not JSON/,
  },
  {
    name: 'no-such-global',
    of: action,
    change: ['return toIssue', 'void fetch;\n        return toIssue'],
    said: /rejected platform-rules: .*fetch/,
  },
  {
    name: 'looks-behind',
    of: action,
    change: [
      'return toIssue',
      "if (response.data.constructor.name === 'x') throw new Error('x');\n        return toIssue",
    ],
    said: /undecided platform-rules: .*constructor/,
  },
  { name: 'does-not-compile', of: action, change: ['return toIssue', 'return no'], said: /rejected compiles/ },
  {
    name: 'needs-a-package',
    of: action,
    change: [
      "import { z } from 'zod';",
      "import { z } from 'zod';\nimport type { Octokit } from 'octokit';\nexport type Client = Octokit;",
    ],
    said: /undecided it needs the package octokit/,
  },
]

/** The function's files under another name, with one of them changed. */
function variant({ name, of, change: [from, to] }: (typeof variants)[number]): Record<string, string> {
  const copied = [action, fixture].map((path) => {
    const text = foreignFiles[path] ?? ''
    if (path === of && !text.includes(from)) throw new Error(`${path} does not contain ${from}`)
    return [path.replace('create-issue', name), path === of ? text.replace(from, to) : text] as const
  })
  return Object.fromEntries(copied)
}

async function prove(files: Readonly<Record<string, string | undefined>>): Promise<ProjectProof> {
  const temp = await openTempDir()
  try {
    await chmod(temp.dir, 0o755)
    const root = join(temp.dir, 'project')
    await writeFiles(root, files)
    return await proveProject({ root, cacheDir, assay: '0' })
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

describe('proveProject, on functions of others', () => {
  let proofs: ReadonlyMap<string, FunctionProof>
  beforeAll(async () => {
    const bare = foreignFiles[sync] ?? ''
    const more = {
      ...Object.assign({}, ...variants.map(variant)),
      'github/syncs/no-fixture.ts': bare,
    } as Record<string, string>
    const imports = Object.keys(more)
      .filter((path) => path.endsWith('.ts'))
      .map((path) => `import './${path.replace(/ts$/, 'js')}';\n`)
    const index = `${foreignFiles['index.ts']}${imports.join('')}import './github/actions/gone.js';\n`
    const { items } = await prove({
      ...foreignFiles,
      ...more,
      'index.ts': index,
      'github/actions/unnamed.ts': foreignFiles[action],
    })
    proofs = new Map(items.map((item) => [item.name, item]))
  })
  const said = (name: string) => `${proofs.get(name)?.artefact} ${proofs.get(name)?.because.join(' ')}`

  it.each(['create-issue', 'get-me', 'list-labels', 'issues'])(
    'accepts what agrees with its recording, whatever its layout and style, and says no more than that: %s',
    (name) => {
      expect(said(name)).toBe('accepted ')
      expect(proofs.get(name)).toMatchObject({
        evidence: 'recorded',
        says: expect.stringContaining('consistent with its recordings'),
      })
      expect(proofs.get(name)?.notAsked).toContain('read-back')
    },
  )

  it.each(variants)('tells $name', ({ name, said: expected }) => {
    expect(said(name)).toMatch(expected)
  })

  it('says what is missing where there is nothing to go by', () => {
    expect(said('no-fixture')).toMatch(/undecided .*no fixture/)
    expect(said('gone')).toMatch(/rejected index.ts imports it, and there is no such file/)
    expect(said('unnamed')).toMatch(/undecided index.ts does not import it/)
  })
})
