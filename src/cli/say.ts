import { styleText } from 'node:util'
import type { Screen } from '../report/screen.ts'

/** A terminal as wide as it is; a pipe gets 100 columns and no colours, since nobody knows what reads it. */
export function screenOf(stream: NodeJS.WriteStream): Screen {
  return {
    columns: stream.isTTY ? Math.min(stream.columns, 140) : 100,
    paint: (style, text) => styleText(style, text, { stream }),
  }
}

/** The product. */
export function say(text: string): void {
  process.stdout.write(text)
}

export function sayJson(value: unknown): void {
  say(`${JSON.stringify(value, null, 2)}\n`)
}

/** Progress, and everything else that is not the product. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}
