import assert from 'node:assert/strict'
import { everyFile, openAsStranger, openDrive } from './client.ts'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'

export const about: Judge = {
  name: 'about',
  async judge(account) {
    const { about } = openDrive(account)
    const { data } = await about.get({ fields: 'kind,user,storageQuota(limit,usage)' })
    assert.deepEqual(Object.keys(data).toSorted(), ['kind', 'storageQuota', 'user'])
    assert.equal(data.kind, 'drive#about')
    assert.equal(data.user?.me, true)
    assert.match(data.user?.emailAddress ?? '', /^\S+@\S+$/)
    assert.deepEqual(Object.keys(data.storageQuota ?? {}).toSorted(), ['limit', 'usage'])
    assert.ok(Number(data.storageQuota?.usage) <= Number(data.storageQuota?.limit))

    const used = async () => Number((await about.get({ fields: 'storageQuota(usage)' })).data.storageQuota?.usage)
    const [before, all] = [await used(), await everyFile(openDrive(account), { fields: '*', q: "'me' in owners" })]
    assert.equal(
      before,
      all.items.reduce((sum, { size }) => sum + Number(size ?? 0), 0),
    )
    const { importFormats, exportFormats } = (await about.get({ fields: 'importFormats,exportFormats' })).data
    for (const [from, to] of Object.entries({ ...importFormats, ...exportFormats })) {
      assert.ok(to.length > 0 && to.every((type) => type.includes('/')), from)
    }
    const document = 'application/vnd.google-apps.document'
    for (const type of ['text/plain', 'text/html', 'application/msword', 'image/png', 'application/rtf']) {
      assert.deepEqual(importFormats?.[type], [document], type)
    }
    await refused(about.get(), 400, 'required')
    await refused(openAsStranger(account).about.get({ fields: '*' }), 401, 'authError')
  },
}
