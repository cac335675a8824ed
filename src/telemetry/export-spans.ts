import { type Span, ROOT_CONTEXT, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import { names } from './conventions.ts'
import type { OpenSpan, SpanPen, SpanStart } from './span-pen.ts'

export interface SpanExport {
  readonly pen: SpanPen
  /** Sends what is left, for no longer than a few seconds, and tells how many spans did not arrive. */
  close(): Promise<{ readonly lost: number }>
}

/** Spans waiting to be sent: more are dropped, so that a collector that is down costs no memory. */
const mostWaiting = 4096
/** Of one batch, with all its repetitions; and of all at the end. */
const mostMilliseconds = 3_000

/** Endpoint, headers, compression, certificates and the resource are read from the environment by OpenTelemetry itself. */
export function openSpanExport(version: string): SpanExport {
  const sent = { spans: 0 }
  let begun = 0
  const exporter = counting(new OTLPTraceExporter({ timeoutMillis: mostMilliseconds }), sent)
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'assay', 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanLimits: { attributeValueLengthLimit: 256, eventCountLimit: 256 },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        maxQueueSize: mostWaiting,
        scheduledDelayMillis: 1_000,
        exportTimeoutMillis: mostMilliseconds,
      }),
    ],
  })
  const tracer = provider.getTracer('assay', version)
  return {
    pen(start) {
      return beginSpan(tracer, start, () => begun++)
    },
    async close() {
      // Not thrown: what did not arrive is counted.
      await Promise.race([provider.shutdown().catch(() => {}), after(mostMilliseconds)])
      return { lost: begun - sent.spans }
    },
  }
}

/** Counts the spans that a collector took. */
function counting(exporter: OTLPTraceExporter, sent: { spans: number }): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code === 0) sent.spans += spans.length
        done(result)
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  }
}

function beginSpan(
  tracer: Tracer,
  { name, kind, at, attributes }: SpanStart,
  count: () => void,
  parent?: Span,
): OpenSpan {
  const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT
  const options = { kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL, startTime: at, attributes }
  const span = tracer.startSpan(name, options, context)
  count()
  return {
    begin: (start) => beginSpan(tracer, start, count, span),
    event: (event, when, of) => void span.addEvent(event, of, when),
    end(when, more = {}, failed) {
      span.setAttributes(more)
      if (failed !== undefined) {
        span.setAttribute(names.errorType, failed)
        span.setStatus({ code: SpanStatusCode.ERROR })
      }
      span.end(when)
    },
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref())
}
