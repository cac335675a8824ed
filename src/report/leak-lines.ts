import { printable } from '../lib/printable.ts'
import type { Leak } from './leaks.ts'
import { type Screen, wrapped } from './screen.ts'

const mostLeaks = 10

/** What is left in live accounts, for whoever tidies them. `whole` is the command that shows all of it. */
export function leakLines(leaks: readonly Leak[], whole: string, screen: Screen): string[] {
  if (leaks.length === 0) return []
  const shown = leaks.slice(0, mostLeaks).map(({ api, what, address, because }) => {
    const where = address === '' ? '' : ` at ${printable(address, 200)}`
    return `${printable(api)}: ${printable(what, 120)}${where}: ${printable(because, 200)}`
  })
  const more = leaks.length > mostLeaks ? [`and ${leaks.length - mostLeaks} more: ${whole}`] : []
  return [
    screen.paint('yellow', `left in live accounts: ${leaks.length}`),
    ...[...shown, ...more].flatMap((text) => wrapped(text, screen, '  ', '    ')),
  ]
}
