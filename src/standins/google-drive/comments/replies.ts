import type { JsonObject } from '../../../lib/json.ts'
import type { Tokens } from '../../google/pages.ts'
import { refuse } from '../../google/refusal.ts'
import type { GoogleCall, GoogleRoute } from '../../google/route.ts'
import { shownOf, showing } from '../fields.ts'
import { drivePage, nextPage } from '../pages.ts'
import { acceptedScopes } from '../scopes.ts'
import { requireRole } from '../sharing/access.ts'
import { authorView } from '../sharing/people.ts'
import { type Comment, type DriveFile, type DriveState, now, type Reply } from '../state.ts'
import {
  contentFields,
  contentRequired,
  deletedResource,
  isVisible,
  newCommentId,
  readContent,
  replyInput,
  requireAuthor,
} from './comment-input.ts'

const collection = '/drive/v3/files/:fileId/comments/:commentId/replies'
const item = `${collection}/:replyId`
const limits = { most: 100, given: 3 }

/** How a request finds the comment that it is about. */
export type CommentOf = (call: GoogleCall) => { readonly file: DriveFile; readonly comment: Comment }

export function replyRoutes(state: DriveState, tokens: Tokens, commentOf: CommentOf): readonly GoogleRoute[] {
  const route = (name: string, method: GoogleRoute['method']) => ({
    operation: `drive.v3.Replies.${name}`,
    method,
    scopes: method === 'get' ? acceptedScopes.readComments : acceptedScopes.writeComments,
  })
  const replyOf = (call: GoogleCall) => findReply(commentOf(call).comment, call)
  return [
    showing(shownOf.replies, {
      ...route('List', 'get'),
      path: collection,
      answer: (call) => listReplies(state, commentOf(call).comment, { call, tokens }),
    }),
    showing(shownOf.reply, { ...route('Get', 'get'), path: item, answer: (call) => replyView(state, replyOf(call)) }),
    showing(shownOf.reply, {
      ...route('Create', 'post'),
      path: collection,
      answer: (call) => createReply(state, commentOf(call), call),
    }),
    showing(shownOf.reply, {
      ...route('Update', 'patch'),
      path: item,
      answer: (call) => updateReply(state, { ...commentOf(call), reply: replyOf(call) }, call.body),
    }),
    {
      ...route('Delete', 'delete'),
      path: item,
      answer(call) {
        const { file } = commentOf(call)
        const reply = replyOf(call)
        if (reply.author.email !== state.me.email) requireRole(state, file, 'writer')
        reply.resource = deletedResource(reply.resource, now())
        return undefined
      },
    },
  ]
}

export function replyView(state: DriveState, { author, resource }: Reply): JsonObject {
  return { ...resource, author: authorView(state, author) }
}

function findReply({ replies }: Comment, { params, query }: GoogleCall): Reply {
  const id = params['replyId'] ?? ''
  const reply = replies.find((candidate) => candidate.id === id)
  if (reply && isVisible(reply.resource, query)) return reply
  throw refuse(404, { reason: 'notFound', message: `Reply not found: ${id}.`, parameter: 'replyId' })
}

function listReplies(
  state: DriveState,
  { id, replies }: Comment,
  { call: { query }, tokens }: { call: GoogleCall; tokens: Tokens },
): JsonObject {
  const shown = replies.filter(({ resource }) => isVisible(resource, query))
  const page = drivePage(shown, query, `replies/${id}`, { tokens, limits })
  return { kind: 'drive#replyList', ...nextPage(page), replies: page.items.map((reply) => replyView(state, reply)) }
}

/** A reply says something, resolves the comment or reopens it. */
function createReply(
  state: DriveState,
  { file, comment }: { file: DriveFile; comment: Comment },
  { body }: GoogleCall,
): JsonObject {
  requireRole(state, file, 'commenter')
  const { content, action } = readContent(replyInput, body)
  if (content === undefined && typeof action !== 'string') throw contentRequired()
  const at = now()
  const id = newCommentId()
  const reply: Reply = {
    id,
    author: state.me,
    resource: {
      kind: 'drive#reply',
      id,
      createdTime: at,
      modifiedTime: at,
      deleted: false,
      ...(content === undefined ? {} : contentFields(content)),
      ...(typeof action === 'string' ? { action } : {}),
    },
  }
  comment.replies.push(reply)
  const resolved = typeof action === 'string' ? { resolved: action === 'resolve' } : {}
  comment.resource = { ...comment.resource, ...resolved, modifiedTime: at }
  return replyView(state, reply)
}

function updateReply(
  state: DriveState,
  { comment, reply }: { comment: Comment; reply: Reply },
  body: JsonObject,
): JsonObject {
  requireAuthor(state, reply.author)
  const { content } = readContent(replyInput, body)
  if (content === undefined) throw contentRequired()
  const at = now()
  reply.resource = { ...reply.resource, ...contentFields(content), modifiedTime: at }
  comment.resource = { ...comment.resource, modifiedTime: at }
  return replyView(state, reply)
}
