import type { Asked } from './asked.ts'

/** What a request does to an account, by the words of its API: many read, write and delete alike by POST. */
export interface Doing {
  readonly kind: 'reads' | 'makes' | 'changes'
  /** It takes something away. */
  readonly isRemoving: boolean
  /** It names what it is about in its fields and not in its path: `chat.delete`, `/batch/archive`, GraphQL. */
  readonly isByFields: boolean
}

/** What reads may be asked of everything. What cannot be told changes something. */
export function whatItDoes({ method, segments, body }: Pick<Asked, 'method' | 'segments' | 'body'>): Doing {
  const last = segments.at(-1) ?? ''
  if (method === 'GET' || method === 'HEAD') return byMethodName(last, { isGet: true }) ?? reads
  if (method === 'DELETE') return { kind: 'changes', isRemoving: true, isByFields: false }
  if (method !== 'POST') return { kind: 'changes', isRemoving: false, isByFields: false }
  if (/^graphql$/i.test(last)) return ofGraphql(body.toString('utf8'))
  return byMethodName(last, { isGet: false }) ?? { kind: 'makes', isRemoving: false, isByFields: false }
}

const reads: Doing = { kind: 'reads', isRemoving: false, isByFields: false }

/** Undefined where the last word of the path is no verb: then it is the name of a collection. */
function byMethodName(last: string, { isGet }: { isGet: boolean }): Doing | undefined {
  const parts = last.split(/[.:]/)
  const isDotted = parts.length > 1 && parts.every((part) => /^[A-Za-z][\w-]*$/.test(part))
  const words = wordsOf(parts.at(-1) ?? '')
  // By GET a plain word is the name of something. Compound ones, such as `chat.delete`, may be asked for either way.
  if (isGet && !isDotted && !(words.length > 1 && isVerb(words[0] ?? ''))) return undefined
  const has = (verbs: ReadonlySet<string>) => words.some((word) => verbs.has(word))
  if (has(removing)) return { kind: 'changes', isRemoving: true, isByFields: true }
  if (has(changing)) return { kind: 'changes', isRemoving: false, isByFields: true }
  if (has(making)) return { kind: 'makes', isRemoving: false, isByFields: isDotted }
  // One word alone may be the name of a collection as well: then only what is never one is a verb.
  const isReading =
    words.length > 1 || isDotted
      ? reading.has(words[0] ?? '')
      : /^(search|lookup|query|find|get|fetch)$/.test(words[0] ?? '')
  if (isReading || (isDotted && wordsOf(parts[0] ?? '').some((word) => reading.has(word)))) return reads
  if (!isDotted) return undefined
  return isGet ? reads : { kind: 'changes', isRemoving: false, isByFields: true }
}

function ofGraphql(text: string): Doing {
  if (!/\bmutation\b/i.test(text)) return reads
  const words = wordsOf(text.replaceAll(/\\"(?:[^"\\]|\\[^"])*\\"/g, ''))
  const has = (verbs: ReadonlySet<string>) => words.some((word) => verbs.has(word))
  const isChange = has(removing) || has(changing) || !has(making)
  return { kind: isChange ? 'changes' : 'makes', isRemoving: has(removing), isByFields: true }
}

/** `postMessage`, `post_message` and `post-message` alike. */
function wordsOf(text: string): string[] {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
}

export function isVerb(word: string): boolean {
  const own = word.toLowerCase()
  return [removing, changing, making, reading].some((verbs) => verbs.has(own))
}

function verbs(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

const removing = verbs(
  'delete remove purge empty clear archive revoke reset uninstall wipe destroy truncate trash kick leave cancel ' +
    'unsubscribe deactivate disconnect erase drop',
)
const changing = verbs(
  'update set edit rename change modify patch replace move close open reopen unarchive mark unmark pin unpin invite ' +
    'join disable enable approve reject assign unassign merge untrash restore stop complete accept decline ban unban ' +
    'mute unmute transfer convert end lock unlock resolve snooze refresh upsert',
)
const making = verbs(
  'create add insert new copy duplicate clone upload import schedule send post publish append push share start ' +
    'subscribe watch submit register generate',
)
const reading = verbs(
  'get list find search fetch read lookup query count info history show export view check test validate describe ' +
    'retrieve preview estimate calculate download',
)
