/** One reference page: its id, one line that says what it is, and its text. */
export interface Page {
  readonly id: string
  readonly title: string
  readonly body: string
}

/** One named value of a request or an answer. `fields` are those inside it. */
export interface Field {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly about: string
  readonly fields: readonly Field[]
}

/** A pack is one Markdown file; every page begins with a heading `# id · title`. */
export function packText(pages: readonly Page[]): string {
  const sorted = pages.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return sorted.map(({ id, title, body }) => `# ${id} · ${title}\n\n${body.trim()}\n`).join('\n')
}

export function fieldList(heading: string, fields: readonly Field[]): string {
  return fields.length === 0 ? '' : `${heading}\n${fields.map((field) => fieldLines(field, '')).join('\n')}\n`
}

/** The beginning of a description, without links and line breaks, cut after a sentence. */
export function brief(text: string, limit = 200): string {
  const plain = text
    .replace(/\{@link\s+\S+\s+([^}]*)\}/g, '$1')
    .replace(/\{@link\s+(\S+)\}/g, '$1')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain.length <= limit) return plain
  const sentence = plain.slice(0, limit + 1).replace(/([.!?]) [^.!?]*$/, '$1')
  return /[.!?]$/.test(sentence) ? sentence : `${plain.slice(0, limit).replace(/\s\S*$/, '')} …`
}

function fieldLines({ name, type, required, about, fields }: Field, indent: string): string {
  const inner = fields.map((field) => `\n${fieldLines(field, `${indent}  `)}`).join('')
  return `${indent}- ${name}: ${type}${required ? ', required' : ''}${about ? `. ${about}` : ''}${inner}`
}
