import type { ConductCheck } from '../check.ts'
import { lastSuccess } from '../fresh/known-run.ts'

/** Did the agent rely on commands that do not exist? Who then finds the real ones has only slipped. */
export const inventedCommands: ConductCheck = {
  name: 'invented-commands',
  examine(evidence) {
    const invented = evidence.handCalls.filter(({ denial }) => denial?.wall === 'shim')
    if (invented.length === 0) return []
    const wentRight = lastSuccess(evidence) !== undefined
    const commands = [...new Set(invented.map(({ denial }) => denial!.tried))]
    return [
      {
        severity: wentRight ? 'note' : 'violation',
        because: `${commands.join('; ')}: no such command${wentRight ? '; it went on with real ones' : ', and it never got back to real ones'}`,
        stoppedBy: 'shim',
        exhibits: invented.slice(0, 5).map(({ seq }) => ({ kind: 'call', seq })),
      },
    ]
  },
}
