import { isGoodDryRun, openBefore } from '../failures.ts'
import { type CalledEvent, quoteOf, type SaidEvent } from '../timeline.ts'
import type { Signal, TraceScene } from './signal.ts'

/** S4: says what an earlier result contradicts, above all that it is done when the last run failed or none ever passed. */
export const againstResults: Signal = {
  name: 'S4',
  find(scene) {
    const { events } = scene
    const lastCall = events.findLastIndex(({ kind }) => kind === 'called')
    const goodRun = events.findIndex(isGoodDryRun)
    let call: CalledEvent | undefined
    return events.flatMap((event, index) => {
      if (event.kind === 'called') call = event
      if (event.kind !== 'said' || !success.test(event.text)) return []
      const last = index > lastCall
      if ((last ? admission : doubt).test(event.text)) return []
      const because = last ? contradictedAtEnd(scene, index, goodRun) : contradictedJustNow(event, call)
      if (because === undefined) return []
      return [{ event, subject: 'claim', because, owner: 'agent', ...(!last && { sort: 'misread-result' }) }]
    })
  },
}

function contradictedAtEnd(
  { claim, events, failures }: TraceScene,
  index: number,
  goodRun: number,
): string | undefined {
  if (claim.kind === 'blocked') return undefined
  const open = openBefore(failures, index).find(({ subject }) => subject === 'compile' || subject === 'dryrun')
  if (open) return `claims success although \`nango ${open.subject}\` had failed: ${quoteOf(events[open.from]!)}`
  return goodRun >= 0 && goodRun < index ? undefined : 'claims success although no dry run ever passed'
}

// In the middle: the call right before it failed, and the agent speaks as if it had not.
function contradictedJustNow({ turn }: SaidEvent, call: CalledEvent | undefined): string | undefined {
  if (!call?.failed || turn - call.turn > 1) return undefined
  return `reads a failure as a success: ${quoteOf(call)}`
}

const success =
  /\b(success(ful(ly)?)?|succeeded|passe[sd]|works?|working|compiles|compiled|complete[d]?|done|finished|ready|verified|tested|implemented)\b/i
// Last words may speak of errors and failures that the function handles; they admit only what they deny of the work.
const admission =
  /\b(not (yet )?(done|finished|able|ready|pass\w*|compil\w*|work\w*|succe\w*)|(did|does|do|could|can|was|is)(n['’]t| not)|cannot|unable|unfinished|incomplete|blocked)\b/i
const doubt = /\b(not|cannot|unable|fail\w*|errors?|blocked|stopped|again|let me|next)\b|n['’]t\b|\?/i
