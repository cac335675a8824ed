import type { JsonObject } from '../../../lib/json.ts'
import type { Tokens } from '../../google/pages.ts'
import { refuse } from '../../google/refusal.ts'
import type { GoogleCall, GoogleRoute } from '../../google/route.ts'
import { shownOf, showing } from '../fields.ts'
import { drivePage, nextPage } from '../pages.ts'
import { acceptedScopes } from '../scopes.ts'
import { requireRole } from '../sharing/access.ts'
import { authorView } from '../sharing/people.ts'
import { type Comment, type DriveFile, type DriveState, findFile, now } from '../state.ts'
import {
  commentInput,
  contentFields,
  contentRequired,
  deletedResource,
  isVisible,
  newCommentId,
  readContent,
  requireAuthor,
} from './comment-input.ts'
import { replyView } from './replies.ts'

const collection = '/drive/v3/files/:fileId/comments'
const item = `${collection}/:commentId`
const limits = { most: 100, given: 4 }

export function commentRoutes(state: DriveState, tokens: Tokens): readonly GoogleRoute[] {
  const route = (name: string, method: GoogleRoute['method']) => ({
    operation: `drive.v3.Comments.${name}`,
    method,
    scopes: method === 'get' ? acceptedScopes.readComments : acceptedScopes.writeComments,
  })
  return [
    showing(shownOf.comments, {
      ...route('List', 'get'),
      path: collection,
      answer: (call) => listComments(state, call, tokens),
    }),
    showing(shownOf.comment, {
      ...route('Get', 'get'),
      path: item,
      answer: (call) => commentView(state, findComment(state, call).comment, call.query),
    }),
    showing(shownOf.comment, {
      ...route('Create', 'post'),
      path: collection,
      answer: (call) => createComment(state, call),
    }),
    showing(shownOf.comment, {
      ...route('Update', 'patch'),
      path: item,
      answer: (call) => updateComment(state, call),
    }),
    { ...route('Delete', 'delete'), path: item, answer: (call) => deleteComment(state, call) },
  ]
}

/** With its replies. */
export function commentView(
  state: DriveState,
  { author, resource, replies }: Comment,
  query: URLSearchParams,
): JsonObject {
  return {
    ...resource,
    author: authorView(state, author),
    replies: replies.filter((reply) => isVisible(reply.resource, query)).map((reply) => replyView(state, reply)),
  }
}

/** The comment that the request names. A deleted one is only found by who asks for those too. */
export function findComment(state: DriveState, { params, query }: GoogleCall): { file: DriveFile; comment: Comment } {
  const file = findFile(state, params['fileId'] ?? '', { query, always: true })
  const id = params['commentId'] ?? ''
  const comment = file.comments.find((candidate) => candidate.id === id)
  if (comment && isVisible(comment.resource, query)) return { file, comment }
  throw refuse(404, { reason: 'notFound', message: `Comment not found: ${id}.`, parameter: 'commentId' })
}

function listComments(state: DriveState, { params, query }: GoogleCall, tokens: Tokens): JsonObject {
  const file = findFile(state, params['fileId'] ?? '', { query, always: true })
  const since = query.get('startModifiedTime')
  if (since !== null && Number.isNaN(Date.parse(since)))
    throw refuse(400, { reason: 'invalid', message: 'Invalid Value', parameter: 'startModifiedTime' })
  const shown = file.comments
    .filter(({ resource }) => isVisible(resource, query))
    .filter(({ resource }) => since === null || Date.parse(String(resource['modifiedTime'])) >= Date.parse(since))
    .toSorted((one, other) => (String(one.resource['modifiedTime']) < String(other.resource['modifiedTime']) ? 1 : -1))
  const page = drivePage(shown, query, `comments/${file.id}`, { tokens, limits })
  const comments = page.items.map((comment) => commentView(state, comment, query))
  return { kind: 'drive#commentList', ...nextPage(page), comments }
}

function createComment(state: DriveState, { body, params, query }: GoogleCall): JsonObject {
  const file = findFile(state, params['fileId'] ?? '', { query, always: true })
  requireRole(state, file, 'commenter')
  const { content, ...fields } = readContent(commentInput, body)
  if (content === undefined) throw contentRequired()
  const at = now()
  const id = newCommentId()
  const stamp = { kind: 'drive#comment', id, createdTime: at, modifiedTime: at, deleted: false }
  const comment = { id, author: state.me, resource: { ...stamp, ...contentFields(content), ...fields }, replies: [] }
  file.comments.push(comment)
  return commentView(state, comment, query)
}

/** Only by who wrote it, and only the text. */
function updateComment(state: DriveState, call: GoogleCall): JsonObject {
  const { comment } = findComment(state, call)
  requireAuthor(state, comment.author)
  const { content } = readContent(commentInput, call.body)
  if (content === undefined) throw contentRequired()
  comment.resource = { ...comment.resource, ...contentFields(content), modifiedTime: now() }
  return commentView(state, comment, call.query)
}

/** By who wrote it, or who may change the file. */
function deleteComment(state: DriveState, call: GoogleCall): undefined {
  const { file, comment } = findComment(state, call)
  if (comment.author.email !== state.me.email) requireRole(state, file, 'writer')
  comment.resource = deletedResource(comment.resource, now())
  comment.replies = []
}
