import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { countedAs, countingPrefix } from '../lib/phase.ts'

/** Somebody who watches the memory of this process and of all that come of it, the rehearsal model left out. */
export interface MemoryWatch {
  /** Ends the watch; answers with the highest sum of proportional set sizes, seen every two seconds. */
  peakMb(): Promise<number>
}

export function watchMemory(): MemoryWatch {
  const main = fileURLToPath(new URL('./memory-watch.ts', import.meta.url))
  const [file = '', ...args] = [...countedAs('apart', countingPrefix), process.execPath, main]
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'], env: {}, detached: true })
  const said = text(child.stdout)
  return {
    async peakMb() {
      child.stdin.end()
      const peak = Number.parseFloat(await said)
      if (Number.isNaN(peak)) throw new Error('the watch over the memory ended early')
      return peak
    },
  }
}
