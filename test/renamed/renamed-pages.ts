import { type Dictionary, isOperation, listedField, listsFields } from './dictionary.ts'

export interface Prose {
  readonly dictionary: Dictionary
  /** Words that stand for values, not for fields, such as the names of a record's properties. */
  readonly values: ReadonlySet<string>
  /** Words of paths: where one stands alone it is a part of a path. */
  readonly inPaths: ReadonlySet<string>
  /** Pages are named after operations, which keep their names. */
  readonly pages: ReadonlySet<string>
}

/** A page with invented names: in its lists, in paths and in its sentences, as far as they name fields. */
export function renamedPage(text: string, prose: Prose): string {
  return text
    .split('\n')
    .map((line) => renamedLine(line, prose))
    .join('\n')
}

function renamedLine(line: string, prose: Prose): string {
  const { dictionary } = prose
  if (line.startsWith('# ')) return line
  if (isOperation(line)) return renamedPlaceholders(line, dictionary)
  const [, bullet = '', name = '', rest = ''] = /^( *- )([A-Za-z_]\w*)(: .*)$/.exec(line) ?? []
  if (name !== '') return `${bullet}${dictionary.invented(name)}${renamedProse(rest, prose)}`
  if (listsFields(line)) return line.replaceAll(listedField, dictionary.invented)
  const told = renamedProse(line, prose)
  // Where a page says how to go on, every name is one of a field.
  return line.startsWith('Paging:')
    ? told.replaceAll(/(?<=\bas )\w+|\w+(\.\w+)+/g, (words) => words.replaceAll(/\w+/g, dictionary.invented))
    : told
}

function renamedProse(text: string, prose: Prose): string {
  // What is told about errors are codes.
  const inCode = text.startsWith('Errors') ? isUnmistakable : () => true
  return text.replaceAll(/`[^`]*`|"[^"]*"|[\w.]*\w/g, (piece) => {
    if (piece.startsWith('"')) return piece
    return piece.startsWith('`') ? renamedCode(piece, prose, inCode) : named(piece, prose, isUnmistakable)
  })
}

/** Addresses keep their words, but for what they ask; so do names of headers and scopes. */
function renamedCode(code: string, prose: Prose, may: (word: string) => boolean): string {
  if (prose.inPaths.has(code.slice(1, -1))) return code
  return code.replaceAll(/(?:https?:\/)?\/[^\s`?]*|\w+(?:[-:]\w+)+|[\w.]*\w/g, (piece) => {
    if (piece.includes('/')) return renamedPlaceholders(piece, prose.dictionary)
    return /[-:]/.test(piece) ? piece : named(piece, prose, may)
  })
}

function renamedPlaceholders(text: string, { invented }: Dictionary): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => `{${invented(name)}}`)
}

/** `next_cursor`, `calendarId`: no word of the language looks so. */
function isUnmistakable(word: string): boolean {
  return /[a-z][A-Z]|\w_\w/.test(word)
}

function named(words: string, { dictionary, values, pages }: Prose, may: (word: string) => boolean): string {
  if (pages.has(words)) return words
  return words.replaceAll(/[A-Za-z_]\w*/g, (word) =>
    may(word) && (!values.has(word) || isUnmistakable(word)) ? dictionary.invented(word) : word,
  )
}
