type Environment = Readonly<Record<string, string | undefined>>

/** Whether the environment asks for traces. Knows nothing of OpenTelemetry's packages, which are loaded only then. */
export function isTelemetryWanted(env: Environment): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false
  if (env['OTEL_TRACES_EXPORTER'] === 'none') return false
  return ['OTEL_TRACES_EXPORTER', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'].some(
    (name) => (env[name] ?? '') !== '',
  )
}

/** What is asked for and cannot be had, in words; nothing where all can. */
export function whyNotExported(env: Environment): string | undefined {
  const exporters = env['OTEL_TRACES_EXPORTER'] ?? ''
  if (exporters !== '' && !exporters.split(',').some((each) => each.trim() === 'otlp')) {
    return 'OTEL_TRACES_EXPORTER names no exporter that Assay has: set it to otlp, or to none'
  }
  const protocol = env['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] || env['OTEL_EXPORTER_OTLP_PROTOCOL'] || ''
  if (!protocol.startsWith('grpc')) return undefined
  return 'Assay sends OTLP over HTTP, not gRPC: set OTEL_EXPORTER_OTLP_PROTOCOL to http/json, and the endpoint to the port for HTTP (4318)'
}
