import type { Registration } from './model-gateway/session.ts'
import type { AgentTask } from './run-agent.ts'

/** What the model gateway has to know of an agent's session, however its server was started. */
export function registrationOf({
  attempt,
  model,
  cell,
  onSpend,
}: AgentTask): Registration & { readonly socketPath: string } {
  return { attempt, model, socketPath: cell.modelSocket, tools: cell.expectedTools, onSpend }
}
