import { printable } from '../lib/printable.ts'

/** A name as an attribute may have it: others may have chosen it. */
export function short(name: string): string {
  return printable(name, 120)
}
