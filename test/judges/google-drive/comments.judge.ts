import assert from 'node:assert/strict'
import { everyPage, refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { documentType, newFile, openAsStranger, openDrive } from './client.ts'

const fields = '*'

export const comments: Judge = {
  name: 'comments',
  async judge(account) {
    const api = openDrive(account)
    const { id: fileId } = await newFile(api, { name: 'Discussed', mimeType: documentType })
    const text = 'Süß <b> & "so"'
    const quotedFileContent = { mimeType: 'text/html', value: 'these words' }
    const requestBody = { content: text, quotedFileContent }
    const { data: made } = await api.comments.create({ fileId, requestBody, fields })
    const kind = 'drive#comment'
    assert.partialDeepStrictEqual(made, { ...requestBody, kind, deleted: false, author: { me: true }, replies: [] })
    assert.ok(made.htmlContent?.includes('&lt;b&gt;'))
    const commentId = made.id ?? ''
    assert.deepEqual((await api.comments.get({ fileId, commentId, fields })).data, made)

    const change = { fileId, commentId, requestBody: { content: 'Better' }, fields }
    const { data: changed } = await api.comments.update(change)
    assert.partialDeepStrictEqual(changed, { id: commentId, content: 'Better', quotedFileContent })
    assert.deepEqual((await api.comments.get({ fileId, commentId, fields })).data, changed)

    for (const content of ['2', '3', '4', '5']) await api.comments.create({ fileId, requestBody: { content }, fields })
    const list = async (more: object = {}) =>
      await everyPage(
        (pageToken) => api.comments.list({ fileId, pageSize: 2, fields, ...more, ...(pageToken && { pageToken }) }),
        ({ comments }) => comments,
      )
    const { items, pages, last } = await list()
    assert.deepEqual([pages, last.kind], [3, 'drive#commentList'])
    assert.deepEqual(items.map(({ content }) => content).toSorted(), ['2', '3', '4', '5', 'Better'])
    assert.deepEqual((await list({ startModifiedTime: '2099-01-01T00:00:00Z' })).items, [])

    assert.equal((await api.comments.delete({ fileId, commentId })).status, 204)
    await refused(api.comments.get({ fileId, commentId, fields }), 404, 'notFound')
    const { data: gone } = await api.comments.get({ fileId, commentId, fields, includeDeleted: true })
    assert.deepEqual([gone.id, gone.deleted, gone.content], [commentId, true, undefined])
    assert.equal((await list()).items.length, 4)
    assert.equal((await list({ includeDeleted: true })).items.length, 5)

    await refused(api.comments.list({ fileId }), 400, 'required')
    await refused(api.comments.get({ fileId, commentId }), 400, 'required')
    await refused(api.comments.create({ fileId, requestBody: { content: 'x' } }), 400, 'required')
    await refused(api.comments.create({ fileId, requestBody: {}, fields }), 400, 'required')
    await refused(api.comments.get({ fileId, commentId: 'nothing', fields }), 404, 'notFound')
    await refused(api.comments.update({ ...change, commentId: 'nothing' }), 404, 'notFound')
    await refused(api.comments.delete({ fileId, commentId: 'nothing' }), 404, 'notFound')
    await refused(api.comments.list({ fileId: 'nothing', fields }), 404, 'notFound')
    await refused(openAsStranger(account).comments.list({ fileId, fields }), 401, 'authError')
  },
}

export const replies: Judge = {
  name: 'replies',
  async judge(account) {
    const api = openDrive(account)
    const { id: fileId } = await newFile(api, { name: 'Discussed', mimeType: documentType })
    const { data: comment } = await api.comments.create({ fileId, requestBody: { content: 'First' }, fields })
    const at = { fileId, commentId: comment.id ?? '', fields }
    const resolved = async () => (await api.comments.get(at)).data.resolved ?? false
    const { data: made } = await api.replies.create({ ...at, requestBody: { content: 'Answer' } })
    assert.partialDeepStrictEqual(made, {
      kind: 'drive#reply',
      content: 'Answer',
      author: { me: true },
      deleted: false,
    })
    const replyId = made.id ?? ''
    assert.deepEqual((await api.replies.get({ ...at, replyId })).data, made)
    assert.deepEqual((await api.comments.get(at)).data.replies, [made])

    const { data: changed } = await api.replies.update({ ...at, replyId, requestBody: { content: 'Better' } })
    assert.deepEqual([changed.id, changed.content], [replyId, 'Better'])
    assert.equal(await resolved(), false)
    await api.replies.create({ ...at, requestBody: { action: 'resolve', content: 'Done' } })
    assert.equal(await resolved(), true)
    await api.replies.create({ ...at, requestBody: { action: 'reopen' } })
    assert.equal(await resolved(), false)

    const { items, pages } = await everyPage(
      (pageToken) => api.replies.list({ ...at, pageSize: 2, ...(pageToken && { pageToken }) }),
      ({ replies }) => replies,
    )
    assert.equal(pages, 2)
    assert.deepEqual(
      items.map(({ content, action }) => [content, action]),
      [
        ['Better', undefined],
        ['Done', 'resolve'],
        [undefined, 'reopen'],
      ],
    )
    assert.equal((await api.replies.delete({ ...at, replyId })).status, 204)
    await refused(api.replies.get({ ...at, replyId }), 404, 'notFound')
    assert.equal((await api.replies.get({ ...at, replyId, includeDeleted: true })).data.deleted, true)
    await refused(api.replies.create({ ...at, requestBody: {} }), 400, 'required')
    await refused(api.replies.list({ ...at, commentId: 'nothing' }), 404, 'notFound')
  },
}
