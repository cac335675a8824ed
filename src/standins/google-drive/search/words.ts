/** Every word that is asked for begins a word of the text: `contains` of a name. */
export function startsWords(text: string, asked: string): boolean {
  const found = wordsOf(text)
  const wanted = wordsOf(asked)
  if (wanted.length === 0) return text.toLowerCase().includes(asked.toLowerCase())
  return wanted.every((word) => found.some((candidate) => candidate.startsWith(word)))
}

/** All of the words are in the text; those in double quotes, one after the other. */
export function hasPhrase(text: string, asked: string): boolean {
  const found = wordsOf(text)
  const phrase = /^"(.*)"$/s.exec(asked)?.[1]
  if (phrase !== undefined) return ` ${found.join(' ')} `.includes(` ${wordsOf(phrase).join(' ')} `)
  const wanted = wordsOf(asked)
  return wanted.length > 0 && wanted.every((word) => found.includes(word))
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
