import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { programSha256 } from './program-hash.ts'
import { openTempDir } from './temp-dir.ts'

describe('the hash of a program', () => {
  it('is of what is named, directories and single files; of no tests and of nothing else', async () => {
    const temp = await openTempDir()
    const write = (path: string, text: string) => writeFile(join(temp.dir, path), text)
    for (const dir of ['slack', 'slack/testing', 'hubspot']) await mkdir(join(temp.dir, dir))
    await write('open.ts', '1')
    await write('slack/slack.ts', '1')
    const both = () => [
      programSha256(temp.dir, ['slack']),
      programSha256(temp.dir, ['slack'], ['open.ts', 'open.test.ts']),
    ]
    const [below, shared] = both()

    await write('hubspot/hubspot.ts', '2')
    await write('open.test.ts', '2')
    await write('slack/testing/client.ts', '2')
    expect(both()).toEqual([below, shared])

    await write('open.ts', '2')
    expect(both()[0]).toBe(below)
    expect(both()[1]).not.toBe(shared)
    await write('slack/slack.ts', '2')
    expect(both()[0]).not.toBe(below)
    await temp[Symbol.asyncDispose]()
  })
})
