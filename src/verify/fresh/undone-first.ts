import type { Exchange } from '../../gateway/exchange.ts'
import { changesBetween } from '../account-changes.ts'
import { headersAgain } from '../asked-again.ts'
import type { CleanRoom } from '../clean-room.ts'
import { mayWrite } from '../is-write.ts'
import { isSuccess } from '../refusal.ts'
import { contentTypeOf } from './make-again.ts'

/** Words of doing and undoing, as they stand at the end of an operation's address. */
const pairs: readonly (readonly [string, string])[] = [
  ['activate', 'deactivate'],
  ['add', 'remove'],
  ['archive', 'unarchive'],
  ['block', 'unblock'],
  ['enable', 'disable'],
  ['follow', 'unfollow'],
  ['hide', 'unhide'],
  ['join', 'leave'],
  ['lock', 'unlock'],
  ['mute', 'unmute'],
  ['open', 'close'],
  ['pin', 'unpin'],
  ['publish', 'unpublish'],
  ['resolve', 'reopen'],
  ['share', 'unshare'],
  ['star', 'unstar'],
  ['subscribe', 'unsubscribe'],
  ['suspend', 'unsuspend'],
  ['trash', 'untrash'],
  ['watch', 'unwatch'],
]

/** The address of the operation that undoes this one, if its name says so. Whether there is one, the API says. */
export function undoingUrl(url: string): string | undefined {
  const [, head, word = '', query] = /^([^?#]*[/.:])([a-z]+)(\?.*)?$/i.exec(url) ?? []
  const [other] = pairs.flatMap(([one, two]) => (word === one ? [two] : word === two ? [one] : []))
  return head !== undefined && other !== undefined ? `${head}${other}${query ?? ''}` : undefined
}

/** Undoes in the present account what a run did there without effect. Answers whether anything is other than before. */
export async function isUndone(clean: CleanRoom, exchanges: readonly Exchange[]): Promise<boolean> {
  const done = exchanges.findLast((exchange) => isSuccess(exchange) && mayWrite(exchange))
  const url = done && undoingUrl(done.url)
  if (!done || url === undefined) return false
  const before = await clean.account().snapshot()
  const headers = headersAgain(done, { credential: clean.credential, contentType: contentTypeOf(done) })
  const body = done.requestBody === '' ? null : done.requestBody
  const response = await clean.account().fetch(new Request(url, { method: done.method, headers, body }))
  await response.arrayBuffer()
  return changesBetween(before, await clean.account().snapshot()).length > 0
}
