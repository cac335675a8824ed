import { printable } from '../lib/printable.ts'
import type { Mutation } from '../verify/mutation.ts'
import type { NeverReached } from '../verify/replay/never-reached.ts'
import { type Screen, wrapped } from './screen.ts'

/** What a verification saw of the function beside its checks: how much its tests notice, and what was never reached. */
export function seenText(
  { mutation, neverReached }: { readonly mutation: Mutation | null; readonly neverReached: NeverReached | null },
  screen: Screen,
): string[] {
  return [...(mutation ? [mutationText(mutation)] : []), ...(neverReached ? reachTexts(neverReached) : [])].flatMap(
    (text) => wrapped(text, screen, '  · ', '    '),
  )
}

function mutationText({ tried, killed, survived }: Mutation): string {
  const missed = survived.map(({ fault, line }) => `${printable(fault, 60)} on line ${line}`).join(', ')
  return `mutation score: its tests noticed ${killed} of ${tried} faults${missed && `; not noticed: ${missed}`}`
}

function reachTexts({ lines, inPart, asking }: NeverReached): string[] {
  if (lines.length + inPart.length === 0) return ['every line was reached']
  const parts = [
    lines.length > 0 && `never reached: ${linesText(lines)}`,
    inPart.length > 0 && `reached in part: ${linesText(inPart)}`,
    asking.length > 0 && `of them ask the API or save: ${linesText(asking)}`,
  ]
  return [parts.filter((part) => part !== false).join('; ')]
}

/** `lines 3, 7–9`. */
function linesText(lines: readonly number[]): string {
  const runs: [number, number][] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last && line === last[1] + 1) last[1] = line
    else runs.push([line, line])
  }
  const shown = runs.slice(0, 40).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  return `${lines.length === 1 ? 'line' : 'lines'} ${shown.join(', ')}${runs.length > 40 ? ' …' : ''}`
}
