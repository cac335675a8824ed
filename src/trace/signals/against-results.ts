import { hasDryRun, openFailures } from '../failures.ts'
import { quoteOf, type SaidEvent, type TimelineEvent } from '../timeline.ts'
import type { Mark, Signal, TraceScene } from './signal.ts'

/** S4: says what an earlier result contradicts, above all that it is done when the last run failed or none ever passed. */
export const againstResults: Signal = {
  name: 'S4',
  find(scene) {
    const { events } = scene
    return events.flatMap((event, index) => {
      if (event.kind !== 'said' || !success.test(event.text)) return []
      const last = !events.slice(index + 1).some((later) => later.kind === 'called')
      if ((last ? admission : doubt).test(event.text)) return []
      const because = last ? contradictedAtEnd(events.slice(0, index), scene) : contradictedJustNow(events, index)
      return because ? [markOf(event, because)] : []
    })
  },
}

function contradictedAtEnd(before: readonly TimelineEvent[], { claim }: TraceScene): string | undefined {
  if (claim.kind === 'blocked') return undefined
  const open = openFailures(before).find(({ subject }) => subject === 'compile' || subject === 'dryrun')
  if (open) return `claims success although \`nango ${open.subject}\` had failed: ${quoteOf(open.event)}`
  return hasDryRun(before) ? undefined : 'claims success although no dry run ever passed'
}

// In the middle: the call right before it failed, and the agent speaks as if it had not.
function contradictedJustNow(events: readonly TimelineEvent[], index: number): string | undefined {
  const turn = events[index]?.turn ?? 0
  const call = events.slice(0, index).findLast((event) => event.kind === 'called')
  if (!call?.failed || turn - call.turn > 1) return undefined
  return `reads a failure as a success: ${quoteOf(call)}`
}

function markOf(event: SaidEvent, because: string): Mark {
  return { event, subject: 'claim', because, owner: 'agent' }
}

const success =
  /\b(success(ful(ly)?)?|succeeded|passe[sd]|works?|working|compiles|compiled|complete[d]?|done|finished|ready|verified|tested|implemented)\b/i
// Last words may speak of errors and failures that the function handles; they admit only what they deny of the work.
const admission =
  /\b(not (yet )?(done|finished|able|ready|pass\w*|compil\w*|work\w*|succe\w*)|(did|does|do|could|can|was|is)(n['’]t| not)|cannot|unable|unfinished|incomplete|blocked)\b/i
const doubt = /\b(not|cannot|unable|fail\w*|errors?|blocked|stopped|again|let me|next)\b|n['’]t\b|\?/i
