import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { boxHere } from '../../../test/box-here.ts'
import { openTestHands, sourceText } from './open-test-hands.ts'
import type { TestHands } from './open-test-hands.ts'

describe.skipIf(!boxHere)('hands', () => {
  let hands: TestHands
  const source = () => readFileSync(join(hands.dir, 's1/slack/actions/post.ts'), 'utf8')
  beforeAll(async () => {
    hands = await openTestHands()
  })
  beforeEach(() => hands.call('write', { filePath: 'slack/actions/post.ts', content: sourceText }))
  afterAll(() => hands[Symbol.asyncDispose]())

  it('run a command in the workspace and tell its output and exit code', async () => {
    const answer = await hands.call('bash', { command: 'pwd; ls; echo bad >&2; exit 3', description: 'look' })
    expect(answer).toMatchObject({ title: 'look', metadata: { exit: 3 } })
    expect(answer.output).toBe('/ws/s1\nnode_modules\npackage.json\nscratch\nslack\ntsconfig.json\nbad\n(exit code 3)')
    expect(hands.journal.at(-1)).toMatchObject({
      tool: 'bash',
      exitCode: 3,
      callId: 'call-bash',
      args: { description: 'look' },
    })
  })

  it('go on with file tools after a call that was cut off', async () => {
    await hands.bash('mkfifo scratch/never-ends')
    const cut = new AbortController()
    const call = hands.call('grep', { pattern: 'x', path: 'scratch/never-ends' }, cut.signal)
    setTimeout(() => cut.abort(), 1_000)
    await expect(call).rejects.toThrow()
    expect((await hands.call('read', { filePath: 'slack/actions/post.ts' })).output).toContain('createAction')
    await hands.bash('rm scratch/never-ends')
  })

  it('keep what is written to the source and to scratch from call to call', async () => {
    await hands.bash('echo kept >scratch/note; echo "// more" >>slack/actions/post.ts')
    expect(await hands.bash('cat scratch/note; tail -1 slack/actions/post.ts')).toBe('kept\n// more')
    expect(source()).toContain('// more')
  })

  it('offer Node, and `nango` as a client of whoever runs the real one', async () => {
    expect(await hands.bash(`node -p 'require("nango").version'`)).toBe('1')
    expect(await hands.bash(`nango dryrun post 'a "b"' --input '{"x":\n1}'`)).toBe(
      'ran ["dryrun","post","a \\"b\\"","--input","{\\"x\\":\\n1}"]\n(exit code 12)',
    )
    expect(await hands.bash('nango compile >/dev/null')).toBe('(no output)\n(exit code 12)')
  })

  it('read a file with line numbers, in parts, and list a directory', async () => {
    const whole = await hands.call('read', { filePath: '/ws/s1/slack/actions/post.ts' })
    expect(whole.output).toMatch(/^1: import .*\n2: \n3: export[^]*\n9: \}\)\n\(end of file, 9 lines\)$/)
    const part = await hands.call('read', { filePath: 'slack/actions/post.ts', offset: 3, limit: 2 })
    expect(part.output).toBe(
      `3: export default createAction({\n4:   description: 'posts',\n(lines 3 to 4 of 9; go on with offset 5)`,
    )
    expect((await hands.call('read', { filePath: 'slack' })).output).toBe('actions/\ntests/')
  })

  it('help when a file is not there, or is not text', async () => {
    const missing = await hands.call('read', { filePath: 'slack/actions/posts.ts' })
    expect(missing.error).toBe('There is no file slack/actions/posts.ts. Did you mean /ws/s1/slack/actions/post.ts?')
    await hands.bash(`printf 'a\\0b' >scratch/binary`)
    expect((await hands.call('read', { filePath: 'scratch/binary' })).error).toBe('scratch/binary is a binary file.')
    expect((await hands.call('read', { filePath: 'tsconfig.json', offset: 9 })).error).toMatch(/has only 1 lines/)
  })

  it('search, leaving node_modules out', async () => {
    expect((await hands.call('grep', { pattern: 'createAction\\(' })).output).toBe(
      'slack/actions/post.ts:3:export default createAction({',
    )
    expect((await hands.call('grep', { pattern: 'createAction', path: 'node_modules' })).output).toMatch(
      /^node_modules\/nango/,
    )
    expect((await hands.call('grep', { pattern: 'owned', include: '*.ts' })).output).toBe('Nothing found.')
    expect((await hands.call('glob', { pattern: '**/*.json' })).output?.split('\n').toSorted()).toEqual([
      'package.json',
      'slack/tests/post.test.json',
      'tsconfig.json',
    ])
    expect((await hands.call('grep', { pattern: '(' })).error).toMatch(/not run: .*regex/s)
    expect((await hands.call('glob', { pattern: '*.ts', path: 'nowhere' })).error).toBe(
      'There is no nowhere to search in.',
    )
  })

  it('cut long output and say how to see the rest', async () => {
    const loud = await hands.bash('seq 100000')
    expect(loud.split('\n').length).toBeLessThan(2_010)
    expect(loud).toMatch(/\(cut here: .*scratch/)
    expect(Buffer.byteLength(await hands.bash('head -c 3000000 /dev/zero | tr "\\0" x'))).toBeLessThan(52_000)
    await hands.bash('yes "some longer line of text" | head -20000 >scratch/long')
    expect((await hands.call('read', { filePath: 'scratch/long' })).output).toMatch(
      /of 20000; go on with offset \d+\)$/,
    )
  })

  it.each([
    ['bash', {}, /^bash was not run\. command: .*expected string/],
    ['bash', { command: 'true', timeout: 9e9 }, /timeout: .*600000/],
    ['read', { path: 'x' }, /^read was not run\. filePath: .* filePath: Path, relative/],
    ['edit', 'nonsense', /^edit was not run\. arguments: .*expected object/],
    ['docs', {}, /either query, .*or page/],
    ['webfetch', {}, /^There is no tool webfetch. The tools are: bash, read/],
  ])('teach what is right when %s is given %j', async (tool, args, taught) => {
    expect((await hands.call(tool, args)).error).toMatch(taught)
    expect(hands.journal.at(-1)).toMatchObject({ tool })
  })

  it('pass on questions to the reference, and the end that an agent reports', async () => {
    expect((await hands.call('docs', { query: 'post message' })).output).toBe('docs for post message')
    const said: string[] = []
    const others = await openTestHands({
      run: {
        nango: () => Promise.reject(new Error('unused')),
        docs: async () => '',
        blocked: (reason) => void said.push(reason),
      },
    })
    await others.call('report_blocked', { reason: 'missing_scope' })
    await others[Symbol.asyncDispose]()
    expect(said).toEqual(['missing_scope'])
    expect(readdirSync('/tmp').filter((name) => join('/tmp', name) === others.dir)).toEqual([])
  })

  it('work for the session that they were opened for, and for nobody before it is known', async () => {
    let session: string | undefined
    const others = await openTestHands({ session: () => session })
    const ask = async () => JSON.stringify(await others.call('bash', { command: 'echo ran' }))
    expect(await ask()).toContain('another session')
    session = 'the-one-before'
    expect(await ask()).toContain('another session')
    expect(others.journal).toEqual([])
    session = 'ses'
    expect(await ask()).toContain('ran')
    await others[Symbol.asyncDispose]()
  })

  it('run one call at a time and journal them in their order', async () => {
    const from = hands.journal.length
    const step = (name: string) =>
      hands.bash(`echo in-${name} >>scratch/log; sleep 0.2; echo out-${name} >>scratch/log`)
    await Promise.all([step('a'), step('b'), step('c')])
    const log = await hands.bash('cat scratch/log; rm scratch/log')
    expect(log).toMatch(/^(in-(\w)\nout-\2\n?){3}$/)
    const journalled = hands.journal.slice(from)
    expect(journalled.map(({ seq }) => seq)).toEqual(journalled.map((_, index) => from + 1 + index))
  })

  it('stop a command at its own timeout', async () => {
    const answer = await hands.call('bash', { command: 'echo begun; sleep 60', timeout: 500 })
    expect(answer.output).toMatch(/^begun\n\(stopped after 0.5 s/)
  })

  it('listen where only we and the boxed user can speak', () => {
    expect(statSync(hands.socketPath).mode & 0o777).toBe(0o600)
  })

  describe('edit', () => {
    const filePath = 'slack/actions/post.ts'
    const edit = (oldString: string, newString: string, replaceAll = false) =>
      hands.call('edit', { filePath, oldString, newString, replaceAll })

    it('replaces a passage that is there once', async () => {
      expect((await edit('/chat.postMessage', '/$&.list')).output).toBe(
        'Edited slack/actions/post.ts: replaced one passage.',
      )
      expect(source()).toBe(sourceText.replace('/chat.postMessage', () => '/$&.list'))
    })

    it('asks for more when the passage is there more than once, unless all are meant', async () => {
      expect((await edit('input', 'given')).error).toMatch(/occurs 2 times in .* \(lines 5, 6\).*replaceAll/)
      await edit('input', 'given', true)
      expect(source()).toBe(sourceText.replaceAll('input', 'given'))
    })

    it('finds whole lines whose spaces differ', async () => {
      const answer = await edit('\tdescription: "posts"', 'never')
      expect(answer.error).toMatch(
        /nothing is close enough to it\. The nearest lines are:\n4: {3}description: 'posts',/,
      )
      await edit(
        `description: 'posts',\n      exec: async (nango, input) => {`,
        `  description: 'sends',\n  exec: async (nango, input) => {`,
      )
      expect(source()).toBe(sourceText.replace('posts', 'sends'))
    })

    it('keeps the version of the file where a line that stays was quoted wrongly', async () => {
      const quoted = sourceText.replace("import { createAction } from 'nango'", "import { createAction } from 'nango';")
      await edit(quoted, quoted.replace('ok: response.data.ok', 'ts: response.data.ts'))
      expect(source()).toBe(sourceText.replace('ok: response.data.ok', 'ts: response.data.ts'))
    })

    it('does not guess between two places, nor where nothing is like it', async () => {
      await hands.call('write', { filePath, content: 'if (a) {\n  go()\n}\nif (b) {\n    go()\n}\n' })
      expect((await edit(' go()\n}', ' stop()\n}')).error).toMatch(/occurs 2 times|more than one place/)
      expect((await edit('\tgo() \n}', '\tstop()\n}')).error).toMatch(/more than one place is like it/)
      expect((await edit('quite other text', 'x')).error).toMatch(/nothing is close enough/)
      expect((await edit('2:   go()', 'x')).error).toMatch(/Leave out the line numbers/)
    })

    it('refuses what changes nothing, and a file that is not there', async () => {
      expect((await edit('nango', 'nango')).error).toMatch(/the same/)
      expect((await edit('', 'x')).error).toMatch(/oldString is empty/)
      expect((await hands.call('edit', { filePath: 'nope.ts', oldString: 'a', newString: 'b' })).error).toMatch(
        /no file nope.ts to edit/,
      )
    })
  })
})
