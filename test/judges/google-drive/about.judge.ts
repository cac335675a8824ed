import assert from 'node:assert/strict'
import { drive } from '@googleapis/drive'
import { clientOptions, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'

export const about: Judge = {
  name: 'about',
  async judge(account) {
    const { about } = drive({ version: 'v3', ...clientOptions(account) })
    const { data } = await about.get({ fields: 'kind,user,storageQuota(limit,usage)' })
    assert.deepEqual(Object.keys(data).toSorted(), ['kind', 'storageQuota', 'user'])
    assert.equal(data.kind, 'drive#about')
    assert.equal(data.user?.me, true)
    assert.match(data.user?.emailAddress ?? '', /^\S+@\S+$/)
    assert.deepEqual(Object.keys(data.storageQuota ?? {}).toSorted(), ['limit', 'usage'])
    assert.ok(Number(data.storageQuota?.usage) <= Number(data.storageQuota?.limit))

    await refused(about.get(), 400, 'required')
    const stranger = drive({ version: 'v3', ...clientOptions({ ...account, credential: 'other' }) })
    await refused(stranger.about.get({ fields: '*' }), 401, 'authError')
  },
}
