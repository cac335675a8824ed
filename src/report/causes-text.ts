import { printable } from '../lib/printable.ts'
import type { Cause } from './causes.ts'
import { wrapped, type Screen } from './screen.ts'
import { spokenSeconds } from './seconds.ts'
import { counted, dollars } from './wording.ts'

/** Which few causes are behind all that went wrong in a run, for a terminal. */
export function causesText(causes: readonly Cause[], screen: Screen): string {
  const attempts = causes.reduce((sum, cause) => sum + cause.attempts, 0)
  const title = `${counted(attempts, 'attempt')} that something spoke against, by ${counted(causes.length, 'cause')}`
  return `${[screen.paint('bold', title), ...causes.flatMap((cause) => ['', ...causeLines(cause, screen)])].join('\n')}\n`
}

function causeLines(cause: Cause, screen: Screen): string[] {
  const { kind, owner, subject, attempts, interactions, usd, seconds, example, suggested } = cause
  const cost = [spokenSeconds(seconds), ...(usd > 0 ? [dollars(usd)] : [])].join(', ')
  const where = `${example.interaction}, attempt ${example.attempt}${example.turn === null ? '' : `, turn ${example.turn}`}`
  return [
    ...wrapped(
      `${attempts} × ${kind}: ${printable(subject, 160)} (${owner}'s; ${counted(interactions.length, 'interaction')}; ${cost})`,
      screen,
      '  ',
      '    ',
    ),
    ...wrapped(`for example ${printable(where)}: ${printable(example.because, 300)}`, screen, '    ', '      '),
    ...(example.quote === ''
      ? []
      : wrapped(`“${printable(example.quote, 300)}”`, screen, '      ').map((line) => screen.paint('dim', line))),
    ...wrapped(`what should differ: ${suggested}`, screen, '    ', '      '),
  ]
}
