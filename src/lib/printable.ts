/**
 * Text that an agent or an API wrote, made safe for a terminal: control characters, escape sequences and
 * characters that turn the reading direction are shown as visible escapes. Newlines become `\n`, so one value
 * stays on one line.
 */
export function printable(text: string, limit = 500): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text
  return cut.replace(unsafe, (character) => escapes[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`)
}

// Controls, what reorders, hides or tags text, halves of characters, and what no XML may contain.
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu
const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
