import { isJsonObject } from '../../lib/json.ts'
import type { HandCall } from '../../workspace/hand-call.ts'

/** The command of a call of the shell; empty for other tools. */
export function commandOf({ tool, args }: HandCall): string {
  const command = tool === 'bash' && isJsonObject(args) ? args['command'] : undefined
  return typeof command === 'string' ? command : ''
}
