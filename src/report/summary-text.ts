import { leakLines } from './leak-lines.ts'
import { printable } from '../lib/printable.ts'
import { behaviourLines } from './behaviours.ts'
import type { Caught, Item, ItemAttempt } from './item.ts'
import type { Waste } from './money.ts'
import type { Report } from './report.ts'
import { aligned, wrapped, type Screen } from './screen.ts'
import { spokenSeconds } from './seconds.ts'
import { counted, dollars, spent, spokenDensity, spokenSkills, standingOf } from './wording.ts'

/** The end of a run, for a terminal. Whatever agents and APIs wrote is escaped. */
export function summaryText(report: Report, screen: Screen): string {
  const lines = [
    ...report.notices.flatMap((notice) => wrapped(notice, screen).map((line) => screen.paint('yellow', line))),
    ...(report.notices.length > 0 ? [''] : []),
    ...headLines(report, screen),
    '',
    ...itemLines(report, screen),
    ...totalLines(report, screen),
    ...moneyLines(report, screen),
    ...behaviourLines(report.behaviours, screen),
    ...report.integrations.flatMap((integration) => integrationLines(integration, screen)),
    ...notAssembledLines(report, screen),
    ...leakLines(report.leaks, 'assay report --json', screen),
    ...openLines(report, screen),
  ]
  return `${lines.join('\n')}\n`
}

function headLines(report: Report, screen: Screen): string[] {
  const facts = [
    counted(report.interactions, 'interaction'),
    counted(report.attempts, 'attempt'),
    spokenSeconds(report.seconds),
    spent(report.spend),
    `box ${report.sandbox}`,
    `guardrails ${report.guardrails}`,
    spokenDensity(report),
    `seed ${report.seed}`,
    ...(report.skills ? [spokenSkills(report)] : []),
  ]
  return wrapped(`run ${printable(report.run)} · ${facts.join(' · ')}`, screen, '', '  ').map((line) =>
    screen.paint('bold', line),
  )
}

export function apisOf({ items }: Report): string[] {
  return [...new Set(items.map(({ api }) => api))]
}

/** By API; the columns line up over all of them. */
function itemLines(report: Report, screen: Screen): string[] {
  const rows = aligned(report.items.map(itemCells))
  const lines = report.items.map((item, index) => [
    paintedRow(rows[index] ?? [], item, screen),
    ...item.history.flatMap((attempt) => caughtLines(attempt, screen)),
    ...endLines(item, screen),
  ])
  return apisOf(report).flatMap((api) => [
    screen.paint('bold', printable(api)),
    ...report.items.flatMap((item, index) => (item.api === api ? (lines[index] ?? []) : [])),
    '',
  ])
}

function paintedRow([sign = '', name = '', word = '', ...rest]: readonly string[], item: Item, screen: Screen): string {
  const { style } = standingOf(item)
  return `  ${screen.paint(style, sign)} ${name}  ${screen.paint(style, word)}  ${screen.paint('dim', rest.join('  '))}`.trimEnd()
}

function itemCells(item: Item): string[] {
  const { word, sign } = standingOf(item)
  const last = item.history.at(-1)
  return [
    sign,
    printable(item.id.slice(item.api.length + 1)),
    word,
    item.kind,
    last ? `attempt ${last.attempt}` : item.reusedFrom === undefined ? '' : `run ${printable(item.reusedFrom)}`,
    last ? `conduct ${item.conduct}` : '',
    item.history.length > 0 ? spokenSeconds(item.seconds) : '',
  ]
}

/** One line per attempt that something spoke against: what was tried, and what stopped or showed it. */
function caughtLines(attempt: ItemAttempt, screen: Screen): string[] {
  if (attempt.caught.length === 0) return []
  const [first, ...others] = attempt.caught
  const pair = `attempt ${attempt.attempt} ${attempt.artefact} · ${attempt.conduct}`
  const names = new Set(others.flatMap(({ check, weight }) => (weight === 'blocked' ? [] : [printable(check)])))
  names.delete(printable(first!.check))
  const more = names.size > 0 ? ` (also caught by ${[...names].join(', ')})` : ''
  const style = attempt.conduct === 'severe' || attempt.conduct === 'violation' ? 'red' : 'dim'
  return wrapped(`${pair}: ${caughtText(first!)}${more}`, screen, '    ↳ ', '      ').map((line) =>
    screen.paint(style, line),
  )
}

export function caughtText({ check, because }: Caught): string {
  return `${printable(check)}: ${printable(because, 300)}`
}

function endLines(item: Item, screen: Screen): string[] {
  const isTold = item.history.at(-1)?.caught[0]?.because === item.because
  const because = item.because !== undefined && !isTold ? [printable(item.because, 300)] : []
  return [...because, ...faultTexts(item)].flatMap((text) =>
    wrapped(text, screen, '    ↳ ', '      ').map((line) => screen.paint('dim', line)),
  )
}

/** One line for each reason, however often; the reason that ended the interaction was told already. */
function faultTexts({ rigFaults, because }: Item): string[] {
  return [...new Set(rigFaults)].map((fault) => {
    const times = rigFaults.filter((each) => each === fault).length
    const reason = fault === because ? '' : `: ${printable(fault, 200)}`
    return `our side failed${times > 1 ? ` ${times} times` : ''}, not counted${reason}`
  })
}

function totalLines(report: Report, screen: Screen): string[] {
  const { artefact, conduct } = report
  const counts = (names: readonly (readonly [string, number])[]) =>
    names.flatMap(([name, number]) => (number > 0 ? [`${number} ${name}`] : [])).join(' · ')
  const again = report.items.filter(({ history }) => history.length > 1).length
  const withOutcome = (wanted: Item['outcome']) => report.items.filter(({ outcome }) => outcome === wanted).length
  const [reused, inTheWay] = [withOutcome('reused'), withOutcome('in-the-way')]
  return [
    `${screen.paint('bold', 'artefact')}  ${counts(Object.entries(artefact))}`,
    `${screen.paint('bold', 'conduct')}   ${counts(Object.entries(conduct)) || 'nothing was judged'} ${screen.paint('dim', '(attempts)')}`,
    ...(reused > 0
      ? [`${reused} of ${counted(report.interactions, 'interaction')} reused: built and proved by earlier runs`]
      : []),
    ...(inTheWay > 0
      ? wrapped(
          `${inTheWay} of ${counted(report.interactions, 'interaction')} not built, for what is in the way. To prove what is there: assay verify`,
          screen,
        ).map((line) => screen.paint('yellow', line))
      : []),
    ...(again > 0 ? [`${counted(again, 'interaction')} began again from nothing`] : []),
    ...(report.rigFaults > 0 ? [`${counted(report.rigFaults, 'attempt')} not counted: our side failed`] : []),
  ]
}

const wasteWords: Readonly<Record<Waste, string>> = {
  rejected: 'rejected',
  severe: 'broke rules',
  blocked: 'blocked',
  undecided: 'undecided',
  rigFault: 'our side failed',
  cutOff: 'cut off',
}

/** Where the money went; nothing where nothing cost anything. */
function moneyLines({ spend, artefact }: Report, screen: Screen): string[] {
  const { usd, usdPerAccepted, wastedUsd, heldUsd, estimatedUsd = 0 } = spend
  if (usd === 0 && heldUsd === 0) return []
  const wastes = Object.entries(wasteWords).flatMap(([waste, word]) => {
    const wasted = wastedUsd[waste as Waste]
    return wasted > 0 ? [{ wasted, text: `${word} ${dollars(wasted)}` }] : []
  })
  const total = wastes.reduce((sum, { wasted }) => sum + wasted, 0)
  const words = [
    artefact.accepted > 0 ? `${dollars(usdPerAccepted)} an accepted function` : `${dollars(usd)} and nothing accepted`,
    ...(wastes.length > 0 ? [`${dollars(total)} for nothing: ${wastes.map(({ text }) => text).join(', ')}`] : []),
    ...(estimatedUsd > 0
      ? [`${dollars(estimatedUsd)} taken for spent, since answers were cut off or did not say`]
      : []),
    ...(heldUsd > 0 ? [`at most ${dollars(heldUsd)} more under way`] : []),
  ]
  return wrapped(`money     ${words.join(' · ')}`, screen, '', '          ').map((line) =>
    line.replace(/^money/, screen.paint('bold', 'money')),
  )
}

/** One integration, for a terminal, with what it could not take. */
export function integrationLines(integration: Report['integrations'][number], screen: Screen): string[] {
  const leftOut = (integration.leftOut ?? []).flatMap(({ interaction, because }) => {
    const words = because.split('\n').map((line) => printable(line, 300))
    const [first = '', ...rest] = words.slice(0, 8)
    return [
      ...wrapped(`${printable(interaction)} left out: ${first}`, screen, '  ✗ ', '    '),
      ...rest.map((line) => `    ${line}`),
    ].map((line) => screen.paint('red', line))
  })
  return [integrationLine(integration, screen), ...leftOut]
}

function integrationLine(
  { api, path, functions, compiled, tests }: Report['integrations'][number],
  screen: Screen,
): string {
  const isWhole = compiled && tests.failed === 0
  const facts = [
    counted(functions, 'function'),
    compiled ? 'compiled' : 'does not compile',
    tests.failed === 0
      ? `${counted(tests.passed, 'test')} passed`
      : `${tests.failed} of ${tests.passed + tests.failed} tests failed`,
  ]
  return `${screen.paint(isWhole ? 'green' : 'red', isWhole ? '✓' : '✗')} ${printable(api)}: ${facts.join(', ')} → ${printable(path)}`
}

/** A run that was cut off, or found a file in its way. */
function notAssembledLines({ run, items, integrations }: Report, screen: Screen): string[] {
  const missing = items.filter(
    ({ api, outcome }) => outcome === 'accepted' && !integrations.some((integration) => integration.api === api),
  )
  if (missing.length === 0) return []
  const what = `${counted(missing.length, 'function')} accepted and not assembled`
  return [screen.paint('yellow', `${what}: assay assemble ${printable(run)}`)]
}

const firstSteps: Readonly<Record<string, string>> = {
  'no-room': 'The disk is nearly full: make room, then go on. ',
  'no-access': 'An account lets nothing through: see what stands above and `assay connect`, then go on. ',
  'no-model': 'The model does not answer: see to what stands above, then go on. ',
}

/** What a run that stopped early leaves, or what our side failed to do, and how to go on. */
function openLines({ run, ended, items }: Report, screen: Screen): string[] {
  const open = items.filter(({ outcome }) => outcome === null || outcome === 'faulted').length
  if (ended === null || open === 0) return []
  const first = firstSteps[ended] ?? ''
  const more = ended === 'budget' ? ' --budget USD' : ''
  return [screen.paint('yellow', `${first}${counted(open, 'interaction')} open: assay resume ${printable(run)}${more}`)]
}
