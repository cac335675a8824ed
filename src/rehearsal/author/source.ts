import type { Field, Operation } from './read-page.ts'

/** The page of the operation that a field says its values come from: `from the nextTicket method`. */
export function sourceOf({ text }: Field, { page }: Operation): string | undefined {
  const [, name] = /\bfrom (?:the )?([\w.]+) (?:method|operation)\b/.exec(text) ?? []
  if (name === undefined) return undefined
  return name.includes('.') ? name : `${page.replace(/[^.]+$/, '')}${name}`
}
