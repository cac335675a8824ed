/**
 * Text that an agent or an API wrote, made safe for a terminal: control characters, escape sequences and
 * characters that turn the reading direction are shown as visible escapes. Newlines become `\n`, so one value
 * stays on one line.
 */
export function printable(text: string, limit = 500): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text
  return cut.replace(unsafe, (character) => escapes[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`)
}

// C0 and C1 controls, and the Unicode characters that reorder or hide text.
const unsafe = /[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu
const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
