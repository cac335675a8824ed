import { jsonObjectOrNothing } from '../../lib/json.ts'
import { usageIn, type Told } from './usage.ts'
import type { Dialect } from './provider.ts'

/** Watches the bytes of one answer go by and finds the usage in them. */
export interface Meter {
  write(chunk: Uint8Array): void
  /** The usage as far as it was told; nothing if it never was. */
  end(): Told | undefined
}

/** Of a streamed answer (server-sent events, however the chunks cut them) or of a plain JSON one. */
export function meterOf(dialect: Dialect, contentType: string): Meter {
  return contentType.includes('text/event-stream') ? eventMeter(dialect) : bodyMeter(dialect)
}

function eventMeter(dialect: Dialect): Meter {
  const decoder = new TextDecoder()
  let rest = ''
  let usage: Told | undefined
  const readLine = (line: string) => {
    // Most events carry text only: parsing those would cost more than passing them on.
    if (line.startsWith('data:') && line.includes('"usage"'))
      usage = usageInText(dialect, line.slice(5), usage) ?? usage
  }
  return {
    write(chunk) {
      const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split(/\r\n|\n|\r/)
      rest = rest.length > metered ? '' : rest + first
      for (const next of others) {
        readLine(rest)
        rest = next
      }
    },
    end() {
      readLine(rest)
      return usage
    },
  }
}

function bodyMeter(dialect: Dialect): Meter {
  const chunks: Uint8Array[] = []
  let bytes = 0
  return {
    write(chunk) {
      bytes += chunk.length
      if (bytes <= metered) chunks.push(chunk)
    },
    end: () => (bytes <= metered ? usageInText(dialect, Buffer.concat(chunks).toString()) : undefined),
  }
}

function usageInText(dialect: Dialect, text: string, before?: Told): Told | undefined {
  // `[DONE]`, or what a broken provider sent, carries no usage; the client is told by its own parser.
  const answer = jsonObjectOrNothing(text)
  return answer && usageIn(dialect, answer, before)
}

// Characters of one event, or bytes of one plain answer, that are looked at. The rest is only passed on.
const metered = 16 * 1024 * 1024
