import assert from 'node:assert/strict'
import { refused } from '../google/client.ts'
import type { Judge } from '../jury.ts'
import { atHome, documentType, newFile, openDrive } from './client.ts'

export const discussions: Judge = {
  name: 'order of comments',
  async judge(account) {
    const api = openDrive(account)
    const fields = '*'
    const { id: fileId } = await newFile(api, { name: 'Discussed', mimeType: documentType })
    const pause = async () => await new Promise((resolve) => setTimeout(resolve, 2))
    const say = async (content: string) => {
      await pause()
      return (await api.comments.create({ fileId, requestBody: { content, anchor: 'here' }, fields })).data
    }
    const [first, second, third] = [await say('one'), await say('two\n<lines>'), await say('three')]
    assert.equal(second.htmlContent, 'two<br>&lt;lines&gt;')
    assert.deepEqual([second.anchor, second.author?.emailAddress, second.resolved], ['here', undefined, undefined])
    const listed = async (more: object = {}) =>
      (await api.comments.list({ fileId, fields, ...more })).data.comments?.map(({ content }) => content)
    assert.deepEqual(await listed(), ['three', 'two\n<lines>', 'one'])
    assert.deepEqual(await listed({ startModifiedTime: second.modifiedTime }), ['three', 'two\n<lines>'])
    // A reply is a change of its comment.
    await pause()
    const at = { fileId, commentId: first.id ?? '', fields }
    const { data: reply } = await api.replies.create({ ...at, requestBody: { content: 'a & b' } })
    assert.equal(reply.htmlContent, 'a &amp; b')
    assert.deepEqual(await listed(), ['one', 'three', 'two\n<lines>'])
    await pause()
    const words = { ...at, replyId: reply.id ?? '', requestBody: { content: 'better' } }
    const { data: reworded } = await api.replies.update(words)
    assert.ok((reworded.modifiedTime ?? '') > (reply.modifiedTime ?? ''))
    assert.equal((await api.comments.get(at)).data.modifiedTime, reworded.modifiedTime)
    await api.replies.delete({ ...at, replyId: reply.id ?? '' })
    assert.deepEqual((await api.comments.get(at)).data.replies, [])
    const { data: hidden } = await api.comments.get({ ...at, includeDeleted: true })
    assert.deepEqual(
      hidden.replies?.map(({ id, deleted, content, htmlContent }) => [id, deleted, content, htmlContent]),
      [[reply.id, true, undefined, undefined]],
    )
    await api.comments.delete({ fileId, commentId: third.id ?? '' })
    const { data: gone } = await api.comments.get({ fileId, commentId: third.id ?? '', fields, includeDeleted: true })
    assert.deepEqual([gone.anchor, gone.htmlContent, gone.deleted], [undefined, undefined, true])
  },
}

export const wordless: Judge = {
  name: 'refusals of comments and replies',
  async judge(account) {
    const api = openDrive(account)
    const fields = '*'
    const { id: fileId } = await newFile(api, { name: 'Discussed', mimeType: documentType })
    const { data: comment } = await api.comments.create({ fileId, requestBody: { content: 'one' }, fields })
    const at = { fileId, commentId: comment.id ?? '', fields }
    const { data: reply } = await api.replies.create({ ...at, requestBody: { content: 'two' } })
    const words = { ...at, replyId: reply.id ?? '' }
    await refused(api.replies.update({ ...words, requestBody: { content: ' ' } }), 400, 'required', 'content')
    await refused(api.replies.create({ ...at, requestBody: { action: 'close' } }), 400, 'invalid')
    await refused(api.replies.get({ ...at, replyId: 'nothing' }), 404, 'notFound', 'replyId')
    await refused(api.replies.delete({ ...at, replyId: 'nothing' }), 404, 'notFound', 'replyId')
    await refused(api.replies.list({ ...at, commentId: 'nothing' }), 404, 'notFound', 'commentId')
    await refused(api.comments.update({ ...at, requestBody: {} }), 400, 'required', 'content')
    await refused(api.comments.create({ fileId, fields, requestBody: { content: ' ' } }), 400, 'required', 'content')
    await refused(api.comments.list({ fileId, fields, startModifiedTime: 'soon' }), 400, 'invalid', 'startModifiedTime')
    await refused(api.comments.list({ fileId, fields, pageSize: 101 }), 400, 'invalidParameter', 'pageSize')
    await refused(api.comments.list({ fileId, fields, pageToken: 'nothing' }), 400, 'invalid', 'pageToken')
    await refused(api.comments.list({ fileId }), 400, 'required', 'fields')
  },
}

export const revised: Judge = {
  name: 'bounds of revisions',
  async judge(account) {
    const api = openDrive(account)
    const fields = '*'
    const { id: fileId } = await newFile(api, { name: 'Drawn', mimeType: documentType })
    const home = atHome(account)
    const media = (body: string) => ({ mimeType: 'text/plain', body })
    const { data: file } = await api.files.create({ requestBody: { name: 'r.txt' }, media: media('one') }, home)
    const of = { fileId: file.id ?? '' }
    await api.files.update({ ...of, media: media('three') }, home)
    const { data: head } = await api.revisions.get({ ...of, revisionId: 'head', fields })
    assert.partialDeepStrictEqual(head, { size: '5', originalFilename: 'r.txt', keepForever: false, published: false })
    assert.equal(head.lastModifyingUser?.me, true)
    await api.revisions.delete({ ...of, revisionId: head.id ?? '' })
    const { data: back } = await api.files.get({ ...of, alt: 'media' }, { responseType: 'text' })
    assert.equal(back as unknown, 'one')
    await refused(api.revisions.get({ ...of, revisionId: head.id ?? '' }), 404, 'notFound', 'revisionId')
    const keep = { fileId, revisionId: 'head', requestBody: { keepForever: true } }
    await refused(api.revisions.update(keep), 404, 'notFound', 'revisionId')
    const { data: doc } = await api.files.create(
      { requestBody: { name: 'Doc', mimeType: documentType }, media: media('x') },
      home,
    )
    const written = { fileId: doc.id ?? '', revisionId: 'head' }
    await refused(
      api.revisions.update({ ...written, requestBody: { keepForever: true } }),
      400,
      'invalid',
      'keepForever',
    )
    const published = { ...written, requestBody: { published: true }, fields }
    const { data: told } = await api.revisions.update(published)
    assert.deepEqual([told.published, told.size, typeof told.exportLinks], [true, undefined, 'object'])
    await refused(api.revisions.get({ ...written, alt: 'media' }), 403, 'fileNotDownloadable', 'alt')
    await refused(api.revisions.delete(written), 403, 'revisionDeletionNotSupported')
  },
}
