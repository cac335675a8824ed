import type { GalleryPart } from '../rehearsal/gallery-part.ts'
import { printable } from '../lib/printable.ts'
import { type Screen, aligned, wrapped } from '../report/screen.ts'
import type { PlayResult, SelfTest } from './judge-plays.ts'
import type { RootCauseScore } from './root-cause-score.ts'

/** What self-test came to, for a person. */
export function selfTestText(result: SelfTest, screen: Screen): string {
  const { villains, naiveAccepts, falseAccepts, honest, falseRejects, conductMisses, conductCases, plays } = result
  const rows = [
    ['villains', String(villains), `all of which compile and pass their own tests (${naiveAccepts})`],
    ['  accepted by us', String(falseAccepts.length), ''],
    ['conduct cases', String(conductCases), 'villains that their own room refuses, or that only behave badly'],
    ['honest oddities', String(honest), ''],
    ['  wronged by us', String(falseRejects.length), ''],
    ['conduct misjudged', String(conductMisses.length), `of ${plays} plays`],
    ['caught by others', String(result.caughtByOthers.length), 'than the checks that were meant to'],
  ]
  const wrong = result.items.filter(({ surprises }) => surprises.length > 0)
  const others = result.items.filter(({ caughtByOthers }) => caughtByOthers)
  return `${[
    ...aligned(rows).map((cells) => cells.join('  ').trimEnd()),
    '',
    ...wrong.flatMap((play) => wrongText(play, screen)),
    ...others.map(
      ({ id, caughtBy, meantToCatch }) =>
        `  ${id}: caught by ${caughtBy.join(', ')}, not by ${meantToCatch.join(' or ')}`,
    ),
    ...rootCauseText(result.rootCause),
    ...killText(result, screen),
    wrong.length === 0
      ? screen.paint('green', 'Nobody fooled verification, and nobody honest was wronged.')
      : screen.paint('red', `${wrong.length} of ${plays} plays did not end as they must.`),
  ].join('\n')}\n`
}

function rootCauseText({ scored, exact, within1, owner, baselines, halves, honest }: RootCauseScore): string[] {
  if (scored === 0) return []
  const { tuned, heldOut } = halves
  const rows = [
    [
      'named the fatal turn',
      `${exact} of ${scored}`,
      `tuned half ${tuned.exact} of ${tuned.scored}, held out ${heldOut.exact} of ${heldOut.scored}`,
    ],
    ['  or one beside it', `${within1}`, ''],
    ['  and whose it is', `${owner}`, ''],
    ['a constant turn would', `${baselines.leaveOneOutConstant}`, 'the one that is fatal most often among the others'],
    ['the last error would', `${baselines.lastError}`, ''],
    ['named of the honest', `${honest.named.length} of ${honest.plays}`, ''],
  ]
  return ['why', ...aligned(rows).map((row) => `  ${row.join('  ').trimEnd()}`), '']
}

function killText({ killMatrix }: SelfTest, screen: Screen): string[] {
  const rows = killMatrix
    .filter(({ kills }) => kills.length > 0)
    .map(({ check, kills, alone }) => [check, `${kills.length} caught`, `${alone.length} by it alone`])
  return rows.length === 0 ? [] : [screen.paint('bold', 'by'), ...aligned(rows).map((row) => `  ${row.join('  ')}`), '']
}

function wrongText({ id, interaction, surprises }: PlayResult, screen: Screen): string[] {
  return [
    screen.paint('red', `  ${id} on ${interaction}`),
    ...surprises.flatMap((surprise) => wrapped(printable(surprise), screen, '    ')),
  ]
}

/** The gallery as a list. */
export function galleryText(parts: readonly GalleryPart[], screen: Screen): string {
  const of = (kind: GalleryPart['kind']) => parts.filter((part) => part.kind === kind)
  const rows = (some: readonly GalleryPart[]) =>
    aligned(some.map(({ name, moves, does }) => [`  ${name}`, moves.join(' '), does])).map((cells) => cells.join('  '))
  return `${[
    screen.paint('bold', `${of('villain').length} villains`),
    ...rows(of('villain')),
    '',
    screen.paint('bold', `${of('oddity').length} honest oddities`),
    ...rows(of('oddity')),
  ].join('\n')}\n`
}
