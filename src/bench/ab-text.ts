import { printable } from '../lib/printable.ts'
import { comparisonText } from '../report/comparison-text.ts'
import { type Screen, wrapped } from '../report/screen.ts'
import { counted } from '../report/wording.ts'
import type { Ab } from './ab.ts'

/** A comparison of two variations with its negative control, for a terminal. */
export function abText(ab: Ab, screen: Screen): string {
  const { a, b, repeats, projectedBy, comparison, control } = ab
  const quiet = { ...control, a: { ...control.a, notices: [] }, b: { ...control.b, notices: [] } }
  const money =
    projectedBy === undefined ? '' : `Money: as ${projectedBy} would price these tokens. Nothing was billed.`
  const lines = [
    ...wrapped(`A is ${printable(a)}, B is ${printable(b)}: ${counted(repeats, 'repeat')}.`, screen),
    comparisonText(comparison, screen),
    ...(money === '' ? [] : [...wrapped(money, screen), '']),
    screen.paint('bold', 'Negative control: A beside A once more, where nothing but chance can differ'),
    comparisonText(quiet, screen),
    ...wrapped(control.differs ? controlFailed : controlHeld, screen),
  ]
  return `${lines.join('\n')}\n`
}

const controlHeld = 'The control shows no difference, as it must.'
const controlFailed =
  'The control shows a difference that nothing made: do not believe what is said above of the same measure. Once in twenty it does so by chance; more interactions and repeats, on a machine with nothing else to do, make it rarer.'
