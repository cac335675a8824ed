import type { Entry } from '../record/entry.ts'
import type { Evidence } from '../verify/evidence.ts'
import type { SpanExport } from './export-spans.ts'
import { whyNotExported } from './is-wanted.ts'
import { traceRun } from './trace-run.ts'

/** Sends a run as traces while it goes on. Nothing of it may slow or fail the run. */
export interface Telemetry extends AsyncDisposable {
  tell(entry: Entry): void
  judged(evidence: Evidence): void
}

/** What brings OpenTelemetry's packages, which are nobody's to install who does not want them. */
const installLine =
  'npm install @opentelemetry/api@1.10.0 @opentelemetry/sdk-trace@3.1.0 @opentelemetry/resources@3.1.0 @opentelemetry/exporter-trace-otlp-http@0.301.0'

/** For an environment that asks for it. Nothing, and a word to the person, where it cannot be had. */
export async function openTelemetry(
  env: Readonly<Record<string, string | undefined>>,
  version: string,
  say: (text: string) => void,
): Promise<Telemetry | undefined> {
  const because = whyNotExported(env)
  if (because !== undefined) {
    say(`No traces are sent: ${because}.`)
    return undefined
  }
  try {
    const { openSpanExport } = await import('./export-spans.ts')
    return follow(openSpanExport(version), say)
  } catch (error) {
    // Absent, of another version, or an environment that they do not understand: the run needs none of it.
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND'
    say(
      isAbsent
        ? `No traces are sent: OTEL_* asks for them, and OpenTelemetry is not installed. To have it: ${installLine}`
        : `No traces are sent: OpenTelemetry could not be started (${String(error).slice(0, 200)}).`,
    )
    return undefined
  }
}

function follow(spans: SpanExport, say: (text: string) => void): Telemetry {
  const run = traceRun(spans.pen)
  let isBroken = false
  const contained = (work: () => void) => {
    if (isBroken) return
    try {
      work()
    } catch (error) {
      // A mistake of ours here would else stop the run: what it says is recorded without us.
      isBroken = true
      say(`No more traces are sent, by a mistake of Assay's: ${String(error).slice(0, 200)}.`)
    }
  }
  return {
    tell: (entry) => contained(() => run.tell(entry, Date.now())),
    judged: (evidence) => contained(() => run.judged(evidence)),
    async [Symbol.asyncDispose]() {
      contained(() => run.close(Date.now()))
      const { lost } = await spans.close()
      if (lost > 0) say(`${lost} spans of this run did not reach the collector: is it there, and does it take them?`)
    },
  }
}
