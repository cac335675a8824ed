import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acceptNaively } from './accept-naively.ts'
import { openTempDir } from './lib/temp-dir.ts'
import { projectFiles } from './nango/project-files.ts'
import { interactionOf } from './verify/testing/stage-attempt.ts'
import { warmRig } from './verify/testing/warm-rig.ts'

const interaction = interactionOf('slack/get-channel-info')
const source = readFileSync('src/rehearsal/works/slack/get-channel-info.ts.txt', 'utf8')
const passing = `import { expect, it } from 'vitest'\nit('adds', () => expect(1).toBe(1))\n`
const failing = `import { expect, it } from 'vitest'\nit('adds', () => expect(1).toBe(2))\n`

const rig = warmRig()

/** A workspace with these files besides our own, or in their place. */
async function isAccepted(more: Record<string, string>): Promise<boolean> {
  const temp = await openTempDir()
  try {
    const ours = projectFiles(rig().toolchain, [interaction]).map(({ path, text }) => [path, text] as const)
    const files = { ...Object.fromEntries(ours), 'slack/actions/get-channel-info.ts': source, ...more }
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(temp.dir, path)), { recursive: true })
      await writeFile(join(temp.dir, path), text)
    }
    return await acceptNaively({ workspace: temp.dir, interaction }, rig())
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

const packageWith = (test: string) =>
  JSON.stringify({
    ...JSON.parse(projectFiles(rig().toolchain, [interaction]).find(({ path }) => path === 'package.json')!.text),
    scripts: { test },
  })

describe('acceptNaively', () => {
  it('believes the exit codes of the room’s own compiler and tests', async () => {
    expect(await isAccepted({ 'slack/tests/own.test.ts': passing })).toBe(true)
    expect(await isAccepted({ 'slack/tests/own.test.ts': failing })).toBe(false)
    expect(await isAccepted({})).toBe(false)
  })

  it('does not accept what does not compile, unless the index leaves it out', async () => {
    const broken = { 'slack/actions/get-channel-info.ts': `${source}\nconst pages: number = 'all'\n` }
    const tested = { ...broken, 'slack/tests/own.test.ts': passing }
    expect(await isAccepted(tested)).toBe(false)
    const other = { 'slack/actions/other.ts': source, 'index.ts': `import './slack/actions/other.js';\n` }
    expect(await isAccepted({ ...tested, ...other })).toBe(true)
  })

  it('lets the room’s scripts, settings and configuration have their way', async () => {
    const red = { 'slack/tests/own.test.ts': failing }
    expect(await isAccepted({ ...red, 'package.json': packageWith('echo 3 passed') })).toBe(true)
    expect(await isAccepted({ ...red, 'package.json': packageWith('vitest run') })).toBe(false)
    const config = `export default { test: { exclude: ['**/own.test.ts', '**/node_modules/**'], passWithNoTests: true } }\n`
    expect(await isAccepted({ ...red, 'vitest.config.ts': config })).toBe(true)
    const calm = { 'scratch/calm.cjs': `process.on('exit', () => process.reallyExit(0))\n` }
    expect(await isAccepted({ ...red, ...calm, '.npmrc': 'node-options=--require=./scratch/calm.cjs\n' })).toBe(true)
  })

  it('runs tests wherever they are, and skips what they skip', async () => {
    expect(await isAccepted({ 'scratch/own.test.ts': failing })).toBe(false)
    const only = passing.replace('it(', 'it.only(') + failing.split('\n')[1]
    expect(await isAccepted({ 'slack/tests/own.test.ts': only })).toBe(true)
  })
})
