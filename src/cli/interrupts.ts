import { note } from './say.ts'

/** ^C once: wind down. Twice: stop. A third one ends the process where it stands. */
export interface Interrupts extends Disposable {
  readonly windDown: AbortSignal
  readonly stop: AbortSignal
}

/** Listens for ^C and for being told to end, until disposed of. */
export function listenForInterrupts(): Interrupts {
  const windDown = new AbortController()
  const stop = new AbortController()
  const onInterrupt = () => {
    if (windDown.signal.aborted) return onStop()
    note('^C: nothing new starts, and what runs is finished. ^C again stops at once; nothing that was decided is lost.')
    windDown.abort()
  }
  const onStop = () => {
    if (stop.signal.aborted) return quit()
    note('Stopping now. What was decided is in the record.')
    windDown.abort()
    stop.abort()
  }
  const quit = () => {
    dispose()
    process.kill(process.pid, 'SIGINT')
  }
  const dispose = () => {
    process.off('SIGINT', onInterrupt)
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.off(signal, onStop)
  }
  process.on('SIGINT', onInterrupt)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, onStop)
  return { windDown: windDown.signal, stop: stop.signal, [Symbol.dispose]: dispose }
}
