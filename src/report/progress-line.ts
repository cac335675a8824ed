import { printable } from '../lib/printable.ts'
import type { Entry } from '../record/entry.ts'
import type { Verdict } from '../verify/verdict.ts'
import { counted } from './wording.ts'

/** What an entry says to somebody who watches, in a line; undefined for what is only for the record. */
export function progressLine(entry: Entry): string | undefined {
  switch (entry.kind) {
    case 'run-started':
      return `run ${entry.run} began`
    case 'resumed':
      return `run ${entry.facts.run} goes on`
    case 'planned':
      return counted(entry.interactions.length, 'interaction')
    case 'attempt-started':
      return `${entry.interaction}: attempt ${entry.attempt} by ${printable(entry.model, 80)}`
    case 'agent-ended':
      return `${entry.interaction}: agent ${spokenEnding(entry)}${isJudged(entry.ending) ? '; proving it again' : ''}`
    case 'judged':
      return `${entry.interaction}: attempt ${entry.attempt} ${entry.verdict.artefact}, conduct ${entry.verdict.conduct}${reason(entry.verdict)}`
    case 'rig-fault':
      return `${entry.interaction}: our side failed, not counted: ${printable(entry.because, 200)}`
    case 'settled':
      return `${entry.interaction}: ${settled(entry.outcome)}`
    case 'assembled':
      return `${entry.integration.api}: assembled, ${counted(entry.integration.functions, 'function')}`
    case 'api-held':
      return `${entry.api}: nothing more is begun, since ${printable(entry.because, 300)}`
    case 'run-ended':
      return entry.why === 'finished' ? 'run ended' : `run ended early: ${endWords[entry.why]}`
    case 'keyed':
    case 'held':
    case 'spent':
    case 'traced':
    case 'write-sent':
    case 'write-answered':
    case 'setting-kept':
    case 'thing-gone':
    case 'thing-left':
      return undefined
  }
}

const endWords = {
  interrupted: 'interrupted',
  budget: 'the budget is reached',
  'no-room': 'the disk is nearly full',
  'no-model': 'its model does not answer',
  'no-access': 'an account lets nothing through',
} as const

/** What was cut off, or failed on our side, is not judged. */
function isJudged(ending: Extract<Entry, { kind: 'agent-ended' }>['ending']): boolean {
  const { kind } = ending
  if (kind === 'out-of-budget') return ending.of === 'attempt' || ending.of === 'interaction'
  return kind !== 'rig-fault' && kind !== 'interrupted'
}

function spokenEnding({ ending, toolCalls, exchanges }: Extract<Entry, { kind: 'agent-ended' }>): string {
  return `ended (${ending.kind}) after ${counted(toolCalls, 'tool call')} and ${counted(exchanges, 'exchange')}`
}

function reason({ marks, checks }: Verdict): string {
  const grave =
    marks.find(({ severity }) => severity === 'severe') ?? marks.find(({ severity }) => severity === 'violation')
  const broken = checks.find((check) => check.outcome === 'broken')
  const first = grave ?? broken
  return first ? `: ${first.check}: ${printable(first.because, 160)}` : ''
}

function settled(outcome: Extract<Entry, { kind: 'settled' }>['outcome']): string {
  switch (outcome.kind) {
    case 'accepted':
      return outcome.review ? 'accepted, marked for review' : 'accepted'
    case 'blocked':
      return `blocked: ${printable(outcome.because, 160)}`
    case 'faulted':
      return `faulted: ${printable(outcome.because, 160)}`
    case 'given-up':
      return 'given up'
    case 'in-the-way':
      return `not built: ${printable(outcome.because, 300)}`
    case 'reused':
      return `reused from run ${printable(outcome.run, 80)}: nothing that its proof depends on has changed`
  }
}
