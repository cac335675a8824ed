import assert from 'node:assert/strict'
import type { Judge } from '../jury.ts'
import { hasFields, refused, slackAt, sure } from './client.ts'

export const searchMessages: Judge = {
  name: 'search of messages',
  async judge(served) {
    const slack = slackAt(served)
    const { url } = await slack.auth.test()
    const { channel } = await slack.conversations.create({ name: 'judged-search' })
    const id = sure(channel?.id, 'id')
    const texts = Array.from({ length: 25 }, (_, nth) => `Zebrawood ${nth}`)
    const posted: string[] = []
    for (const text of texts) posted.push(sure((await slack.chat.postMessage({ channel: id, text })).ts, 'ts'))
    const first = await slack.search.messages({ query: 'zebraWOOD' })
    assert.equal(first.query, 'zebraWOOD')
    const { matches = [], paging, total } = sure(first.messages, 'messages')
    assert.deepEqual([total, matches.length], [25, 20])
    assert.deepEqual(paging, { count: 20, total: 25, page: 1, pages: 2 })
    for (const match of matches) {
      hasFields(match, ['type', 'user', 'text', 'ts', 'team', 'channel', 'permalink'], 'a match')
      assert.deepEqual([match.channel?.id, match.channel?.name], [id, 'judged-search'])
      assert.equal(match.permalink, `${url}archives/${id}/p${match.ts?.replace('.', '')}`)
      assert.ok(match.text?.startsWith('Zebrawood '))
    }
    const found: (string | undefined)[] = []
    for (const page of [1, 2, 3]) {
      const { messages: some } = await slack.search.messages({ query: 'zebrawood', count: 10, page })
      found.push(...(some?.matches ?? []).map(({ ts }) => ts))
      assert.deepEqual(some?.paging, { count: 10, total: 25, page, pages: 3 })
    }
    assert.deepEqual(found.toSorted(), posted.toSorted())
    const many = await slack.search.messages({ query: 'zebrawood', count: 1000 })
    const { count = 0, pages = 0 } = many.messages?.paging ?? {}
    assert.ok(count <= 100 && pages === Math.ceil(25 / count), 'at most a hundred, and it says how many')
    const none = await slack.search.messages({ query: 'no such words anywhere' })
    assert.deepEqual([none.messages?.total, none.messages?.matches], [0, []])
    await refused(slack.apiCall('search.messages', {}), 'no_query')
  },
}

export const searchFiles: Judge = {
  name: 'search of files',
  async judge(served) {
    const slack = slackAt(served)
    const { files: seen = [] } = await slack.files.list({})
    const named = sure(
      seen.find(({ title }) => /^[a-z]{6,}/i.test(title ?? '')),
      'a file with a title of words',
    )
    const query = sure(/^[a-z]+/i.exec(named.title ?? '')?.[0], 'a word')
    const found: (string | undefined)[] = []
    for (let page = 1, pages = 1; page <= pages; page++) {
      const { files, query: asked } = await slack.search.files({ query, count: 2, page })
      assert.equal(asked, query)
      const { matches = [], paging } = sure(files, 'files')
      pages = Number(paging?.pages)
      assert.deepEqual([paging?.page, paging?.count, pages], [page, 2, Math.ceil(Number(files?.total) / 2)])
      for (const match of matches) {
        hasFields(match, ['id', 'name', 'title', 'mimetype', 'user', 'created', 'permalink'], 'a match')
        assert.ok(`${match.title} ${match.name}`.toLowerCase().includes(query.toLowerCase()))
        found.push(match.id)
      }
    }
    assert.ok(found.includes(named.id))
    assert.equal(new Set(found).size, found.length)
    const none = await slack.search.files({ query: 'nosuchwordsanywhere' })
    assert.deepEqual([none.files?.total, none.files?.matches], [0, []])
    await refused(slack.apiCall('search.files', {}), 'no_query')
  },
}
