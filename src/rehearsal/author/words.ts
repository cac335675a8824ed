/** The words of a text or of a name such as `listChannels`, in lower case, without endings. */
export function wordsOf(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .filter(Boolean)
    .map((word) => stem(word.toLowerCase()))
}

/** Two forms of one word have one stem: `channels`, `channel`; `companies`, `company`. */
function stem(word: string): string {
  if (word.length <= 3) return word
  const single = word.replace(/ies$/, 'y').replace(/(ss|x|ch|sh)es$/, '$1')
  return single.replace(/(?<![su])s$/, '').replace(/our(s?)$/, 'or$1')
}

const little = new Set(
  'a an the to of for in on with and or is are be by from as at its it that which who all one own other not no so into out up when given how them this these those each every id by some new s me'.split(
    ' ',
  ),
)

/** Words that say something. */
export function tellingWords(text: string): string[] {
  return wordsOf(text).filter((word) => !little.has(word))
}

/** Whether a word of the task means one of the reference: the same, or a compound of it, as a crateload is a load. */
export function isSaidBy(own: string, said: string): boolean {
  return own === said || (own.length > 3 && said.endsWith(own))
}

/** `boxId` and `box_id` are of a box. */
export function nounOf(name: string): string {
  return name.replace(/(_id|Id|ID|_ids|Ids)$/, '').replace(/^.*\./, '')
}
