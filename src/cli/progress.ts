import type { Entry } from '../record/entry.ts'
import { progressLine } from '../report/progress-line.ts'
import { spokenSeconds } from '../report/seconds.ts'
import { counted } from '../report/wording.ts'

/** Tells a watcher what happens, line by line, and every while that it still does. */
export interface Progress extends Disposable {
  tell(entry: Entry): void
}

interface Before {
  readonly planned: number
  readonly settled: number
}

/** `write` gets whole lines without a line break; `before` is what earlier processes of the run did. */
export function followRun(
  write: (line: string) => void,
  before: Before = { planned: 0, settled: 0 },
  quietMilliseconds = 10_000,
): Progress {
  const began = Date.now()
  const working = new Map<string, string>()
  let { planned, settled } = before
  let last = began
  const put = (text: string) => {
    last = Date.now()
    write(`${spokenSeconds((last - began) / 1000).padStart(12)}  ${text}`)
  }
  const beat = setInterval(() => {
    if (Date.now() - last < quietMilliseconds) return
    const who = [...working].map(([id, doing]) => `${id} (${doing})`).join(', ')
    put(
      planned === 0 || (working.size === 0 && settled === before.settled)
        ? 'still preparing'
        : stillWorking(working.size, settled, planned, who),
    )
  }, quietMilliseconds / 10)
  beat.unref()
  return {
    tell(entry) {
      if (entry.kind === 'planned') planned = entry.interactions.length
      if (entry.kind === 'attempt-started') working.set(entry.interaction, 'agent works')
      if (entry.kind === 'agent-ended') working.set(entry.interaction, 'being proved')
      if (entry.kind === 'settled') {
        settled++
        working.delete(entry.interaction)
      }
      const line = progressLine(entry)
      if (line !== undefined) put(entry.kind === 'settled' ? `${line} [${settled} of ${planned}]` : line)
    },
    [Symbol.dispose]: () => clearInterval(beat),
  }
}

function stillWorking(running: number, settled: number, planned: number, who: string): string {
  if (running === 0) return `still working: ${settled} of ${planned} settled, assembling`
  return `still working: ${counted(running, 'interaction')} in work, ${settled} of ${planned} settled: ${who}`
}
