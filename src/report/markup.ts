import { printable } from '../lib/printable.ts'

/** HTML that is safe to put into a page as it is. */
export interface Markup {
  readonly markup: string
}

/** The same for XML; by another name, since the formatter lays out `html` as it likes. */
export const xml = html

type Part = Markup | string | number | false | null | undefined | readonly Part[]

/**
 * Writes HTML. Every text put in is escaped for HTML, and its control and direction-turning characters are made
 * visible, since agents and APIs wrote much of it. Attribute values must stand in double quotes.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: texts.reduce((page, text, index) => page + render(parts[index - 1]) + text) }
}

function render(part: Part): string {
  if (part === undefined || part === null || part === false) return ''
  if (typeof part === 'string')
    return printable(part, 20_000).replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(render).join('')
}

/** The fragment by which a page names an interaction. */
export function anchorOf(id: string): string {
  return id.replace(/[^a-z0-9]+/g, '-')
}
