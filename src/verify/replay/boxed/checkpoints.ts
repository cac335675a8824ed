import type { Json } from '../../../lib/json.ts'
import type { Take } from './job.ts'
import { plain } from './requests.ts'
import type { Doings } from './stub-nango.ts'

export interface Playing {
  readonly doings: Doings
  /** Ends it: never returns. */
  readonly stop: () => Promise<never>
}

/** What is stored from run to run. One that is broken off at a checkpoint has stored it, and never learns that it has. */
export function checkpointMembers(take: Take, { doings, stop }: Playing) {
  const { checkpoints } = doings
  return {
    getCheckpoint: async () => {
      checkpoints.isAsked = true
      return structuredClone(doings.checkpoint)
    },
    saveCheckpoint: async (value: unknown) => {
      if (doings.isBrokenOff) return await stop()
      doings.checkpoint = plain(value)
      checkpoints.saved += 1
      if (!isFlat(doings.checkpoint)) checkpoints.notFlat ??= doings.checkpoint
      doings.isBrokenOff = take.kind === 'resumed' && take.at === checkpoints.saved
      if (doings.isBrokenOff) return await stop()
    },
    clearCheckpoint: async () => {
      if (doings.isBrokenOff) return await stop()
      if (doings.checkpoint === null) checkpoints.clearsNothing = true
      doings.checkpoint = null
    },
  }
}

function isFlat(checkpoint: Json): boolean {
  const isObject = typeof checkpoint === 'object' && checkpoint !== null && !Array.isArray(checkpoint)
  return isObject && Object.values(checkpoint).every((value) => typeof value !== 'object')
}

export function deletionMembers({ checkpoints }: Doings) {
  const tracks = async () => {
    checkpoints.tracksDeletes = true
    return { deletedKeys: [] }
  }
  return { trackDeletesEnd: tracks, deleteRecordsFromPreviousExecutions: tracks }
}
