import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'

/**
 * Answers requests, one JSON text a line, one after the other, until the input ends. The first line is a word that
 * every answer begins with, so that nothing printed by accident is taken for one. It is answered too, to say that all is loaded. Answers go to file descriptor 3.
 */
export async function serve<request>(answer: (request: request) => Promise<unknown>): Promise<void> {
  let marker: string | undefined
  for await (const line of createInterface({ input: process.stdin })) {
    if (marker === undefined) {
      marker = line
      say(marker, { ready: true })
      continue
    }
    say(marker, await answer(JSON.parse(line)))
  }
}

function say(marker: string, value: unknown): void {
  const bytes = Buffer.from(`${marker} ${JSON.stringify(value)}\n`)
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(3, bytes, written)
    } catch (error) {
      // The pipe is full: whoever reads it will make room.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}
