import { Session } from 'node:inspector'
import type { Span } from './messages.ts'

interface Covered {
  readonly url: string
  readonly functions: readonly {
    readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[]
  }[]
}

/**
 * Has V8 count from now on which code of a file is run. The answer tells what never was, or nothing where it cannot be
 * counted.
 */
export function watchReach(file: string): () => readonly Span[] | undefined {
  const session = new Session()
  try {
    session.connect()
  } catch {
    // This version of Node gives a thread with few rights no inspector.
    return () => undefined
  }
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true })
  return () => {
    let scripts: readonly Covered[] = []
    session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (!error) scripts = taken.result as readonly Covered[]
    })
    const ranges = scripts
      .filter(({ url }) => url === file)
      .flatMap(({ functions }) => functions.flatMap((each) => each.ranges))
    return ranges.length === 0 ? undefined : unreachedOf(ranges)
  }
}

/** Of pieces within pieces the innermost, which comes last, says whether it was run. */
function unreachedOf(ranges: Covered['functions'][number]['ranges']): Span[] {
  const end = Math.max(...ranges.map(({ endOffset }) => endOffset))
  const isReached = new Uint8Array(end).fill(1)
  for (const { startOffset, endOffset, count } of ranges) isReached.fill(count > 0 ? 1 : 0, startOffset, endOffset)
  const spans: Span[] = []
  for (let from = isReached.indexOf(0); from >= 0;) {
    const next = isReached.indexOf(1, from)
    const to = next < 0 ? end : next
    spans.push([from, to])
    from = isReached.indexOf(0, to)
  }
  return spans
}
