import type { Json } from '../../../lib/json.ts'
import type { Doings } from './answering.ts'
import type { Take } from './job.ts'
import type { CheckpointAsked, Stored } from './messages.ts'

/**
 * Keeps what is stored from run to run. Nothing, when the playing is to be broken off at this checkpoint: it has stored
 * it, and never learns that it has.
 */
export function checkpointStore(take: Take, doings: Doings): (asked: CheckpointAsked) => Stored | undefined {
  const { checkpoints } = doings
  return ({ does, value }) => {
    if (does === 'get') checkpoints.isAsked = true
    if (does === 'clear') {
      if (doings.checkpoint === null) checkpoints.clearsNothing = true
      doings.checkpoint = null
    }
    if (does === 'save') {
      doings.checkpoint = JSON.parse(value) as Json
      checkpoints.saved += 1
      if (!isFlat(doings.checkpoint)) checkpoints.notFlat ??= doings.checkpoint
      doings.isBrokenOff = take.kind === 'resumed' && take.at === checkpoints.saved
    }
    return doings.isBrokenOff ? undefined : { kind: 'stored', checkpoint: doings.checkpoint }
  }
}

function isFlat(checkpoint: Json): boolean {
  const isObject = typeof checkpoint === 'object' && checkpoint !== null && !Array.isArray(checkpoint)
  return isObject && Object.values(checkpoint).every((value) => typeof value !== 'object')
}
