import { chmod, open } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { foreignFiles, writeFiles } from '../test/foreign-project.ts'
import { openTempDir } from './lib/temp-dir.ts'
import { proveProject } from './prove-project.ts'
import type { FunctionProof } from './prove/project-proof.ts'

const action = 'github/actions/create-issue.ts'
const fixture = 'github/tests/create-issue.test.json'
const inside = (code: string) => (text: string) => text.replace('const response', `${code}\n        const response`)
const outside = (code: string) => (text: string) => `${text}\n${code}\n`
const node = `(globalThis as unknown as { process: {
    ppid: number; kill(pid: number, signal: string): void; exit(): void;
    getBuiltinModule(name: string): { spawn(file: string, args: string[]): unknown };
} }).process`

/** Functions that want to be anything but judged, and what must be said of them. */
const hostile: readonly { readonly name: string; readonly change: (text: string) => string; readonly said: RegExp }[] =
  [
    {
      name: 'never-returns',
      change: inside('while (input.owner !== input.repo) { void 0; }'),
      said: /rejected agrees-with-recording: .*did not end in \d+ seconds/,
    },
    {
      name: 'waits-for-ever',
      change: inside('await new Promise(() => undefined);'),
      said: /rejected agrees-with-recording: .*did not end/,
    },
    {
      name: 'allocates',
      change: inside(
        'const kept: number[][] = []; while (kept.length >= 0) kept.push(new Array<number>(1e6).fill(1));',
      ),
      said: /rejected agrees-with-recording: .*did not end/,
    },
    {
      name: 'loads-for-ever',
      change: outside('for (let n = 0; n >= 0; n = (n + 1) % 7) void n;'),
      said: /rejected compiles: /,
    },
    {
      name: 'forks',
      change: outside(
        `for (let n = 0; n < 5000; n++) ${node}.getBuiltinModule('child_process').spawn('sleep', ['600']);`,
      ),
      said: /rejected .*platform-rules: the source uses globalThis/,
    },
    {
      name: 'kills-its-parent',
      change: outside(`${node}.kill(${node}.ppid, 'SIGKILL'); ${node}.kill(1, 'SIGKILL');`),
      said: /rejected .*platform-rules: the source uses globalThis/,
    },
    { name: 'ends-its-process', change: outside(`${node}.exit();`), said: /rejected compiles: / },
  ]

describe('proveProject, on hostile functions', () => {
  let proofs: ReadonlyMap<string, FunctionProof>
  let grown = 0
  beforeAll(async () => {
    const before = process.memoryUsage().rss
    const files = Object.assign({}, ...hostile.map(filesOf)) as Record<string, string>
    const names = [...hostile.map(({ name }) => name), 'large-fixture']
    const imports = names.map((name) => `import './github/actions/${name}.js';\n`)
    const temp = await openTempDir()
    try {
      await chmod(temp.dir, 0o755)
      const root = join(temp.dir, 'project')
      const index = { 'index.ts': `${imports.join('')}${foreignFiles['index.ts']}` }
      await writeFiles(root, {
        ...foreignFiles,
        ...files,
        ...index,
        'github/actions/large-fixture.ts': foreignFiles[action],
      })
      await large(join(root, 'github/tests/large-fixture.test.json'))
      const { items } = await proveProject({ root, cacheDir: resolve('node_modules/.cache/assay'), assay: '0' })
      proofs = new Map(items.map((item) => [item.name, item]))
      grown = process.memoryUsage().rss - before
    } finally {
      await temp[Symbol.asyncDispose]()
    }
  })
  const said = (name: string) => `${proofs.get(name)?.artefact} ${proofs.get(name)?.because.join(' ')}`

  it.each(hostile)('has a verdict with a reason, in bounded time: $name', ({ name, said: expected }) => {
    expect(said(name)).toMatch(expected)
    expect(proofs.get(name)?.because).not.toEqual([])
    expect(said(name)).not.toContain('bug of Assay')
  })

  it('refuses a fixture of 100 MB by its size, and does not grow by what they do', () => {
    expect(said('large-fixture')).toMatch(/undecided its fixture .* larger than/)
    expect(grown).toBeLessThan(200 << 20)
  })

  it.each(['create-issue', 'get-me', 'list-labels', 'issues'])('lets the others have theirs: %s', (name) => {
    expect(said(name)).toBe('accepted ')
  })
})

function filesOf({ name, change }: (typeof hostile)[number]): Record<string, string> {
  const [source = '', recorded = ''] = [foreignFiles[action], foreignFiles[fixture]]
  const at = (path: string) => path.replace('create-issue', name)
  return { [at(action)]: change(source), [at(fixture)]: recorded }
}

async function large(path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.truncate(100 << 20)
  } finally {
    await file.close()
  }
}
