import { failsLaterWrite, isAbsence, isFailing, tellsOfIt, toldTake, writesOf } from '../failing-takes.ts'
import { sceneFor } from '../replay/replay.ts'
import { type ArtefactCheck, goodRuns, proxied } from '../trial.ts'

/** When it has written something and a later write fails, does it fail too, or say so in what it returns? */
export const failsWhole: ArtefactCheck = {
  name: 'fails-whole',
  examine(trial) {
    const [run] = goodRuns(trial)
    const scene = sceneFor(trial.replay, 'fresh')
    if (!run || !scene) return undefined
    const writes = writesOf(run)
    const failed = scene.takes.flatMap((played) => {
      const { take, result } = played
      if (!isFailing(take) || isAbsence(take) || !failsLaterWrite(take, writes)) return []
      return [{ take, isSilent: result.end === 'returned' && result.used.length > 0 && !tellsOfIt(scene, played) }]
    })
    if (failed.length === 0) return undefined
    const silent = failed.filter(({ isSilent }) => isSilent).map(({ take }) => take)
    if (silent.length === 0) return { outcome: 'held' }
    const told = [...new Set(silent.map(toldTake))].slice(0, 4).join('; ')
    const exchanges = proxied(run.exchanges)
    return {
      outcome: 'broken',
      because: `it had written something, then a write failed, and it reports success without a word of it: ${told}`,
      exhibits: writes.slice(0, 4).map((index) => ({ kind: 'exchange', seq: exchanges[index]!.seq, of: 'verifier' })),
    }
  },
}
