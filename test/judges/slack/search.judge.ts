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
    const all = []
    for (let page = 1, pages = 1; page <= pages; page++) {
      const some = await slack.files.list({ page })
      all.push(...(some.files ?? []))
      pages = some.paging?.pages ?? 0
    }
    const [one] = all
    const word = sure(one?.name?.split(/[-.]/)[0], 'a word of a name').toLowerCase()
    const textOf = ({ name, title }: { name?: string; title?: string }) => `${title} ${name}`.toLowerCase()
    const found = all.filter((file) => textOf(file).includes(word)).length
    const { files, query } = await slack.search.files({ query: word.toUpperCase() })
    const matches = files?.matches ?? []
    assert.deepEqual([query, files?.total, matches.length], [word.toUpperCase(), found, Math.min(found, 20)])
    for (const match of matches) assert.ok(textOf(match).includes(word))
    const pages = Math.ceil(found / 20)
    assert.deepEqual(files?.paging, { count: 20, total: found, page: 1, pages })
    const numbers = { total_count: found, page: 1, per_page: 20, page_count: pages, first: 1, last: matches.length }
    assert.deepEqual(files?.pagination, numbers)
    const exact = (await slack.search.files({ query: `"${one?.title} ${one?.name}"` })).files?.matches ?? []
    const match = sure(
      exact.find(({ id }) => id === one?.id),
      'the file',
    )
    assert.deepEqual([match.name, match.title, match.size], [one?.name, one?.title, one?.size])
    const marked = (await slack.search.files({ query: word, highlight: true })).files?.matches ?? []
    assert.deepEqual(
      marked.map(({ title }) => title?.replaceAll(/[\uE000\uE001]/g, '')),
      matches.map(({ title }) => title),
    )
    const everything = await slack.search.files({ query: '-nosuchword', count: 5, page: 2 })
    const { total = 0, paging, pagination } = everything.files ?? {}
    assert.deepEqual(paging, { count: 5, total, page: 2, pages: Math.ceil(total / 5) })
    assert.deepEqual([total, pagination?.first, pagination?.last], [all.length, 6, 10])
    const none = (await slack.search.files({ query: 'nosuchword' })).files
    assert.deepEqual([none?.total, none?.matches, none?.pagination?.first, none?.pagination?.last], [0, [], 0, 0])
    assert.equal((await slack.search.all({ query: word })).files?.total, found)
    await refused(slack.apiCall('search.files', {}), 'no_query')
  },
}

/** Where, by whom and when, and in which order. */
export const searchModifiers: Judge = {
  name: 'modifiers of a search',
  async judge(served) {
    const slack = slackAt(served)
    const { user, user_id: me } = await slack.auth.test()
    const { channels: [general] = [] } = await slack.conversations.list({})
    const channel = sure((await slack.conversations.create({ name: 'judged-where' })).channel?.id, 'id')
    const texts = ['Okapi once', 'okapi OKAPI twice', 'an okapi, and a quokka', '"okapi fast"']
    for (const text of texts) await slack.chat.postMessage({ channel, text })
    const found = async (query: string, more: object = {}) => {
      const { messages } = await slack.search.messages({ query, ...more })
      return (messages?.matches ?? []).map(({ text }) => texts.indexOf(text ?? ''))
    }
    const newest = { sort: 'timestamp' as const }
    assert.deepEqual(await found('okapi', newest), [3, 2, 1, 0])
    assert.deepEqual(await found('okapi', { ...newest, sort_dir: 'asc' }), [0, 1, 2, 3])
    assert.equal((await found('okapi'))[0], 1, 'the best first')
    assert.deepEqual(await found('okapi quokka'), [2])
    assert.deepEqual(await found('okapi -quokka', newest), [3, 1, 0])
    assert.deepEqual(await found('"okapi fast"'), [3])
    assert.equal((await found('okapi in:judged-where')).length, 4)
    assert.equal((await found(`okapi in:<#${channel}|judged-where>`)).length, 4)
    assert.deepEqual(await found(`okapi in:#${general?.name}`), [])
    assert.equal((await found(`okapi -in:#${general?.name}`)).length, 4)
    for (const name of ['me', `@${user}`, `<@${me}>`]) assert.equal((await found(`okapi from:${name}`)).length, 4)
    assert.deepEqual(await found('okapi from:nobody'), [])
    const today = new Date().toISOString().slice(0, 10)
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    assert.equal((await found(`okapi on:${today}`)).length, 4)
    assert.deepEqual(await found(`okapi on:${yesterday}`), [])
    assert.equal((await found(`okapi after:${yesterday}`)).length, 4)
    assert.deepEqual(await found(`okapi after:${today}`), [])
    assert.deepEqual(await found(`okapi before:${today}`), [])
    const marked = await slack.search.messages({ query: 'quokka', highlight: true })
    assert.equal(marked.messages?.matches?.[0]?.text, 'an okapi, and a \uE000quokka\uE001')
    const first = await slack.apiCall('search.messages', { query: 'okapi', cursor: '*', limit: 3 })
    const next = sure(first.response_metadata?.next_cursor, 'a cursor')
    const rest = await slack.apiCall('search.messages', { query: 'okapi', cursor: next, limit: 3 })
    const length = (of: unknown) => (of as { messages: { matches: unknown[] } }).messages.matches.length
    assert.deepEqual([length(first), length(rest), rest.response_metadata?.next_cursor], [3, 1, ''])
    await refused(slack.apiCall('search.messages', { query: 'okapi', cursor: 'bm9uc2Vuc2U=' }), 'invalid_cursor')
  },
}
