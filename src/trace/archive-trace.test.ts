import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { archiveTrace } from './archive-trace.ts'
import { readOpenCodeTrace } from './opencode-database.ts'
import { addSession, bash, createDatabase } from './test-database.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'archive-'))
})
afterAll(() => rm(dir, { recursive: true }))

it('keeps one session of a database that is being written, and nothing of the others', async () => {
  const live = createDatabase(join(dir, 'live.db'))
  addSession(live, 'ses_mine', [bash('echo mine')])
  addSession(live, 'ses_theirs', [bash('echo theirs')])
  expect((await stat(join(dir, 'live.db-wal'))).size).toBeGreaterThan(0)
  const target = join(dir, 'mine.db')
  expect(await archiveTrace(join(dir, 'live.db'), 'ses_mine', target)).toEqual({ kind: 'archived' })

  const bytes = await readFile(target, 'latin1')
  expect(bytes).toContain('echo mine')
  for (const foreign of ['theirs', 'secret of the cell']) expect(bytes).not.toContain(foreign)
  const archived = readOpenCodeTrace(target)
  expect('messages' in archived && archived.messages.map(({ role }) => role)).toEqual(['user', 'assistant'])
  const copy = new DatabaseSync(target, { readOnly: true })
  expect(copy.prepare('select count(*) as n from event').get()).toEqual({ n: 1 })
  copy.close()

  addSession(live, 'ses_later', [bash('echo later')])
  expect(live.prepare('select count(*) as n from session').get()).toEqual({ n: 3 })
  live.close()
})

it('replaces an older archive, and leaves no half one when it fails', async () => {
  const target = join(dir, 'again.db')
  await writeFile(target, 'old')
  expect(await archiveTrace(join(dir, 'absent.db'), 'ses_1', target)).toMatchObject({ kind: 'failed' })
  await expect(stat(target)).rejects.toThrow('ENOENT')
})

it('follows no link that the server may have made', async () => {
  createDatabase(join(dir, 'elsewhere.db')).close()
  await mkdir(join(dir, 'data'))
  await symlink(join(dir, 'elsewhere.db'), join(dir, 'data/opencode.db'))
  await symlink(dir, join(dir, 'linked'))
  for (const path of ['data/opencode.db', 'linked/elsewhere.db']) {
    expect(await archiveTrace(join(dir, path), 'ses_1', join(dir, 'target.db'))).toMatchObject({
      kind: 'failed',
      because: expect.stringContaining('is a link'),
    })
  }
})
