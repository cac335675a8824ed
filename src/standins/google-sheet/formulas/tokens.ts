import { parseReference, type Reference, referencePattern, referenceText } from './references.ts'

export type Token =
  | { readonly kind: 'space' | 'number' | 'text' | 'name' | 'fault' | 'operator'; readonly text: string }
  | { readonly kind: 'reference'; readonly text: string; readonly reference: Reference }

const forms: readonly [Token['kind'], RegExp][] = [
  ['space', /^\s+/],
  ['text', /^"(?:[^"]|"")*"/],
  ['fault', /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|ERROR!)/],
  ['reference', new RegExp(`^${referencePattern}`)],
  ['number', /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/],
  ['name', /^[\p{L}_][\p{L}\p{N}_.]*/u],
  ['operator', /^(?:<>|<=|>=|[-+*/^&=<>%(),;{}])/],
]

/** Of what comes after the equals sign; undefined when it is no formula. */
export function tokensOf(formula: string): Token[] | undefined {
  const tokens: Token[] = []
  for (let rest = formula.slice(1); rest !== '';) {
    const [kind, text] =
      forms.map(([name, form]) => [name, form.exec(rest)?.[0]] as const).find(([, found]) => found) ?? []
    if (kind === undefined || text === undefined) return undefined
    tokens.push(kind === 'reference' ? { kind, text, reference: parseReference(text) } : { kind, text })
    rest = rest.slice(text.length)
  }
  return tokens
}

/** The formula with other references; one without a place becomes `#REF!`. */
export function withReferences(formula: string, place: (reference: Reference) => Reference | undefined): string {
  const tokens = tokensOf(formula)
  if (!tokens) return formula
  const texts = tokens.map((token) => {
    if (token.kind !== 'reference') return token.text
    const now = place(token.reference)
    if (now === token.reference) return token.text
    return now ? referenceText(now) : '#REF!'
  })
  return `=${texts.join('')}`
}
