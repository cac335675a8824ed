import { openRandom, type Random } from '../../seed/random.ts'
import { sentence, text } from '../../seed/words.ts'
import { contentFields, deletedResource } from '../comments/comment-input.ts'
import type { Comment, Person, Reply } from '../state.ts'
import { counts } from './files.ts'
import { idCharacters, type Seeding, timeAt } from './seeding.ts'

/** Ten comments on the first file in the folders, the first with seven replies; some on others; by the person and by others in turn. */
export function seedComments(seeding: Seeding): void {
  const { seed, state } = seeding
  for (const [place, file] of state.files.entries()) {
    const count = place === counts.folders ? 10 : place > counts.folders && place % 6 === 2 ? 2 + (place % 3) : 0
    const random = openRandom(seed, `google-drive/comments/${place}`)
    for (let nth = 0; nth < count; nth++) file.comments.push(seedComment(seeding, random, { place, nth }))
  }
}

interface Spot {
  readonly place: number
  readonly nth: number
}

function seedComment(seeding: Seeding, random: Random, { place, nth }: Spot): Comment {
  const id = commentId(random)
  const at = timeAt(400 + place * 2 + nth, random)
  const replies = Array.from({ length: place === counts.folders && nth === 0 ? 7 : nth % 2 }, (_, place) =>
    seedReply(random, authorAt(seeding, place), at),
  )
  const resolved = nth % 5 === 4
  const resource = {
    kind: 'drive#comment',
    id,
    createdTime: at,
    modifiedTime: at,
    deleted: false,
    ...contentFields(text(random, place + nth)),
    ...(nth % 3 === 1 ? { quotedFileContent: { mimeType: 'text/html', value: sentence(random, 3) } } : {}),
    ...(nth % 3 === 1 ? { anchor: `kix.${random.characters(idCharacters, 12).toLowerCase()}` } : {}),
    ...(resolved ? { resolved } : {}),
  }
  const gone = place === counts.folders && nth === 7
  const author = authorAt(seeding, nth)
  return { id, author, resource: gone ? deletedResource(resource, at) : resource, replies: gone ? [] : replies }
}

function seedReply(random: Random, author: Person, at: string): Reply {
  const id = commentId(random)
  const stamp = { kind: 'drive#reply', id, createdTime: at, modifiedTime: at, deleted: false }
  return { id, author, resource: { ...stamp, ...contentFields(sentence(random, 4)) } }
}

function authorAt({ state, others }: Seeding, nth: number): Person {
  return nth % 2 === 0 ? state.me : others[nth % others.length]!
}

function commentId(random: Random): string {
  return `AAAB${random.characters(idCharacters, 8)}`
}
