import type { RunContext } from './build-interaction.ts'
import type { BuildOptions } from './build.ts'
import type { Record as RunRecord } from './record/record.ts'

/** What writes into the record while the run lasts. */
export interface Pen extends Pick<RunContext, 'tell' | 'keepExchanges'> {
  /** Aborted when the record takes no more: a full disk, most likely. */
  readonly broken: AbortSignal
  /** What was cut off by a stop has nothing more to say. Throws what broke the pen. */
  lay(): void
}

export function penOf(record: RunRecord, { onEntry }: BuildOptions): Pen {
  const broken = new AbortController()
  let isDown = false
  const write = (work: () => void) => {
    if (isDown) return
    try {
      work()
    } catch (error) {
      // Whoever tells is not the one who can do something about it.
      isDown = true
      broken.abort(error)
    }
  }
  return {
    tell: (entry) =>
      write(() => {
        record.append(entry)
        onEntry?.(entry)
      }),
    keepExchanges: (...of) => write(() => record.appendExchanges(...of)),
    broken: broken.signal,
    lay() {
      isDown = true
      broken.signal.throwIfAborted()
    },
  }
}
