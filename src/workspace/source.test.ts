import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { readSource, sourceLimit } from './source.ts'

describe('readSource', () => {
  it('hands over the text of a regular file, with its hash', async () => {
    const source = await readAfter((path) => writeFile(path, '\ufeffexport {}\n'))
    expect(source).toMatchObject({
      kind: 'file',
      path: 'a.ts',
      text: '\ufeffexport {}\n',
      sha256: expect.stringMatching(/^\w{64}$/),
    })
  })

  it.each([
    ['it does not exist', async () => undefined],
    ['it is a symbolic link', (path: string) => symlink('/etc/passwd', path)],
    ['it is not a regular file', (path: string) => mkdir(path)],
    ['it is not a regular file', async (path: string) => void execFileSync('/usr/bin/mkfifo', [path])],
    ['it is not valid UTF-8', (path: string) => writeFile(path, Buffer.from([0x61, 0xff, 0xfe]))],
    [`it is larger than ${sourceLimit} bytes`, (path: string) => writeFile(path, 'x'.repeat(sourceLimit + 1))],
  ])('takes nothing else: %s', async (because, put) => {
    expect(await readAfter(put)).toEqual({ kind: 'missing', path: 'a.ts', because })
  })
})

async function readAfter(put: (path: string) => Promise<unknown>) {
  const temp = await openTempDir()
  try {
    await put(join(temp.dir, 'a.ts'))
    return await readSource({ dir: temp.dir, sourceFile: 'a.ts' })
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}
