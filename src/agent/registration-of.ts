import type { Registration } from './model-gateway/session.ts'
import type { AgentTask } from './run-agent.ts'

/** What the model gateway has to know of an agent's session, however its server was started. */
export function registrationOf({
  interaction,
  model,
  cell,
  onHold,
  onSpend,
}: AgentTask): Registration & { readonly socketPath: string } {
  const { api, id } = interaction
  return {
    payer: { api, interaction: id },
    model,
    socketPath: cell.modelSocket,
    tools: cell.expectedTools,
    onHold,
    onSpend,
  }
}
