/**
 * Every name that a span of ours may carry. Those that begin with `gen_ai.` are OpenTelemetry's conventions for generative
 * AI, all of which are still in development: when they are renamed, this file is what changes.
 */
export const names = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  model: 'gen_ai.request.model',
  agent: 'gen_ai.agent.name',
  agentVersion: 'gen_ai.agent.version',
  tool: 'gen_ai.tool.name',
  toolCall: 'gen_ai.tool.call.id',
  inputTokens: 'gen_ai.usage.input_tokens',
  cachedTokens: 'gen_ai.usage.cache_read.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  evaluation: 'gen_ai.evaluation.name',
  evaluationLabel: 'gen_ai.evaluation.score.label',
  errorType: 'error.type',
  run: 'assay.run',
  isResumed: 'assay.run.resumed',
  whyEnded: 'assay.run.ended',
  upstream: 'assay.upstream',
  guardrails: 'assay.guardrails',
  sandbox: 'assay.sandbox',
  interaction: 'assay.interaction',
  interactionKind: 'assay.interaction.kind',
  outcome: 'assay.outcome',
  attempt: 'assay.attempt',
  attempts: 'assay.attempts',
  ending: 'assay.ending',
  toolCalls: 'assay.tool_calls',
  exchanges: 'assay.exchanges',
  usd: 'assay.usd',
  artefact: 'assay.artefact',
  conduct: 'assay.conduct',
  wall: 'assay.wall',
  exitCode: 'assay.exit_code',
  severity: 'assay.severity',
  rootCause: 'assay.root_cause.kind',
  rootOwner: 'assay.root_cause.owner',
} as const

export const operations = { attempt: 'invoke_agent', answer: 'chat', call: 'execute_tool' } as const

/** One for each check and each mark, on the span of the verification. */
export const evaluationEvent = 'gen_ai.evaluation.result'

/** What the conventions call a provider; others go by the name that the spec has. */
export const providerNames: Readonly<Record<string, string>> = {
  google: 'gcp.gemini',
  'google-vertex': 'gcp.vertex_ai',
  'amazon-bedrock': 'aws.bedrock',
  azure: 'azure.ai.openai',
  mistral: 'mistral_ai',
  xai: 'x_ai',
}
