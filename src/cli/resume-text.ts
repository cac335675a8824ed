import { printable } from '../lib/printable.ts'
import type { Outlook } from '../outlook.ts'
import type { Changes } from '../plan/changes.ts'
import { aligned } from '../report/screen.ts'
import { counted, dollars, spent } from '../report/wording.ts'
import type { Survey } from '../survey-run.ts'
import { priceText } from './price-text.ts'

/** What going on with a run keeps, begins again and starts, and what that may cost: said before anything is done. */
export function outlookText({ facts, means, spend, ended, things, settings }: Survey, outlook: Outlook): string {
  const { keeps, again, starts, assembles, attempts, usd } = outlook
  const begun = again.map(
    ({ id, attempt, because }) => `${id} (attempt ${attempt}${because === undefined ? '' : `: ${because}`})`,
  )
  const givenUp = Object.keys(means.asked?.givenUp ?? {})
  const rows = [
    ['keeps', String(keeps.length), listed(keeps)],
    ['goes on', String(again.length), listed(begun)],
    ['starts', String(starts.length), listed(starts)],
    ['assembles', String(assembles.length), listed(assembles)],
    ['replaces', String(givenUp.length), `what you changed and gave up: ${listed(givenUp)}`],
    ['deletes', String(Object.values(things).flat().length), 'what it made in live accounts, where it is known how'],
    ['puts back', String(Object.values(settings).flat().length), 'settings of live accounts that it left changed'],
  ].filter(([, count]) => count !== '0')
  const left = usd.budget === undefined ? undefined : { usd: Math.max(0, usd.budget - usd.spent), more: true }
  const price = usd.isFree || attempts.most === 0 ? '$0.00' : priceText(usd.range, left)
  return [
    `run ${printable(facts.run)} · ${endWords[ended] ?? ended} · ${spent(spend)}${usd.budget === undefined ? '' : ` of ${dollars(usd.budget)}`} spent`,
    ...aligned(rows).map((row) => `  ${row.join('  ')}`),
    `${attempts.least} to ${counted(attempts.most, 'more attempt')} · ${price}`,
  ].join('\n')
}

const endWords: Readonly<Record<string, string>> = {
  budget: 'stopped by its budget',
  'no-room': 'stopped by a full disk',
  'no-model': 'stopped, since its model did not answer',
  'no-access': 'stopped, since an account let nothing through',
}

/** How the spec changed since the run began, and which of it counts. */
export function changesText({ added, removed, changed, ladders, whole }: Changes): string {
  const followed = [...(ladders.length > 0 ? [`models of ${listed(ladders)}`] : []), ...whole.filter(isMeans)]
  const kept = [
    ...changed.map(({ id, what }) => `${id} (${what.join(', ')})`),
    ...whole.filter((part) => !isMeans(part)),
    ...removed.map((id) => `${id} (not in the spec any more)`),
  ]
  return [
    ...(followed.length > 0 ? [`The spec changed, and the run goes on by it: ${listed(followed)}.`] : []),
    ...(kept.length > 0 ? [`The spec changed, and the run keeps what it began with: ${listed(kept)}.`] : []),
    ...(changed.length > 0 ? ['  To build one as the spec is now: assay run --only ID'] : []),
    ...(added.length > 0
      ? [`New in the spec, and not of this run: ${listed(added)}. To build it: assay run --only ID`]
      : []),
  ].join('\n')
}

function isMeans(part: string): boolean {
  return part === 'providers' || part === 'budget'
}

const most = 12

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, most).map((text) => printable(text, 200))
  return texts.length > most ? `${shown.join(', ')} and ${texts.length - most} more` : shown.join(', ')
}
