import { mkdir, readFile, readdir, rename, symlink, writeFile } from 'node:fs/promises'
import { constants } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unprivileged } from '../box/unprivileged.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { layBelow, openBelow } from './below.ts'

const owner = unprivileged()

describe('openBelow', () => {
  it.each(['slack', 'slack/actions', 'slack/actions/a.ts'])('follows no link, wherever it is: %s', async (link) => {
    await inRoom(async ({ room, outside }) => {
      expect(await textOf(room, 'slack/actions/a.ts')).toBe('inside')
      await rename(join(room, link), join(room, 'moved'))
      await symlink(join(outside, link), join(room, link))
      expect(await readFile(join(room, 'slack/actions/a.ts'), 'utf8')).toBe('outside')
      await expect(textOf(room, 'slack/actions/a.ts')).rejects.toThrow(/ELOOP|ENOTDIR/)
    })
  })
})

describe('layBelow', () => {
  it('lays a file in place of whatever is there, and makes what is missing', async () => {
    await inRoom(async ({ room, outside }) => {
      await symlink(join(outside, 'slack/actions/a.ts'), join(room, 'slack/linked.json'))
      expect(await layBelow(room, { path: 'slack/linked.json', text: 'ours', owner })).toBe(true)
      expect(await layBelow(room, { path: 'slack/tests/deep/new.json', text: 'ours', owner })).toBe(true)
      expect(await textOf(room, 'slack/linked.json')).toBe('ours')
      expect(await textOf(room, 'slack/tests/deep/new.json')).toBe('ours')
      expect(await readFile(join(outside, 'slack/actions/a.ts'), 'utf8')).toBe('outside')
    })
  })

  it('lays nothing where the agent has put a link, a file or a directory in the way', async () => {
    await inRoom(async ({ room, outside }) => {
      await symlink(outside, join(room, 'link'))
      await mkdir(join(room, 'x.json'))
      for (const path of ['link/new.json', 'slack/actions/a.ts/new.json', 'x.json'])
        expect(await layBelow(room, { path, text: 'ours', owner })).toBe(false)
      expect(await readdir(outside)).toEqual(['slack'])
    })
  })

  it('is not led outside by a directory that turns into a link and back', async () => {
    await inRoom(async ({ room, outside }) => {
      await mkdir(join(room, 'a'))
      await symlink(outside, join(room, 'b'))
      const over = new AbortController()
      const swapping = (async () => {
        while (!over.signal.aborted) {
          await rename(join(room, 'a'), join(room, 'c'))
          await rename(join(room, 'b'), join(room, 'a'))
          await rename(join(room, 'a'), join(room, 'b'))
          await rename(join(room, 'c'), join(room, 'a'))
        }
      })()
      const laid = []
      for (let turn = 0; turn < 500; turn++) {
        // Without an owner nothing is made where the directory is away for a moment: that is an error.
        const ours = { path: `a/${turn}.json`, text: 'ours', owner: undefined }
        laid.push(await layBelow(room, ours).catch(() => false))
      }
      over.abort()
      await swapping
      expect(new Set(laid)).toEqual(new Set([true, false]))
      expect(await readdir(outside)).toEqual(['slack'])
    })
  })
})

async function textOf(dir: string, path: string): Promise<string> {
  const file = await openBelow(dir, path, constants.O_RDONLY)
  try {
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

async function inRoom(look: (dirs: { room: string; outside: string }) => Promise<void>): Promise<void> {
  const temp = await openTempDir()
  try {
    const dirs = { room: join(temp.dir, 'room'), outside: join(temp.dir, 'outside') }
    for (const [name, dir] of Object.entries(dirs)) {
      await mkdir(join(dir, 'slack/actions'), { recursive: true })
      await writeFile(join(dir, 'slack/actions/a.ts'), name === 'room' ? 'inside' : 'outside')
    }
    await look(dirs)
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}
