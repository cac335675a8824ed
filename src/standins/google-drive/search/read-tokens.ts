export interface Token {
  /** A text stood in quotes; a word is a name, an operator such as `contains`, or a number. */
  readonly kind: 'text' | 'word' | 'sign'
  readonly text: string
}

/** The tokens of a query; undefined when there is something in it that is none. */
export function readTokens(q: string): Token[] | undefined {
  const tokens: Token[] = []
  let rest = q.trimStart()
  while (rest !== '') {
    const [whole, text, word, sign] = /^(?:'((?:[^'\\]|\\.)*)'|([A-Za-z0-9_.]+)|(!=|<=|>=|[=<>(){}]))/s.exec(rest) ?? []
    if (whole === undefined) return undefined
    if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll(/\\(.)/gs, '$1') })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else tokens.push({ kind: 'sign', text: sign ?? '' })
    rest = rest.slice(whole.length).trimStart()
  }
  return tokens
}

/** The next token, taken away when it is one of these words. */
export function takeWord(tokens: Token[], ...words: readonly string[]): string | undefined {
  const [token] = tokens
  if (token?.kind !== 'word' || !words.includes(token.text)) return undefined
  tokens.shift()
  return token.text
}

/** Whether the next token was this sign; if so, it is taken away. */
export function takeSign(tokens: Token[], sign: string): boolean {
  const [token] = tokens
  if (token?.kind !== 'sign' || token.text !== sign) return false
  tokens.shift()
  return true
}
