import { type Json, isJsonObject } from '../../lib/json.ts'
import { lacksRequired } from '../lacks-required.ts'
import { htmlPage } from '../replay/boxed/job.ts'
import { leavesOf } from '../replay/boxed/leaves.ts'
import { sceneFor } from '../replay/replay.ts'
import { type ArtefactCheck, type Trial, goodRuns, proxied } from '../trial.ts'
import { volatile } from '../replay/volatile.ts'

/** When a page comes in place of what it reads, with status 200, does it fail, or does it take that for nothing found? */
export const unreadableSurfaces: ArtefactCheck = {
  name: 'unreadable-surfaces',
  examine(trial) {
    const [run] = goodRuns(trial)
    const scene = sceneFor(trial.replay, 'fresh')
    if (!run || !scene) return undefined
    const isEndless = scene.takes.some(({ take, result }) => take.kind === 'html' && result.end === 'endless')
    if (isEndless || scene.stuck?.kind === 'html')
      return broken('it does not end when a page comes in place of an answer', [])
    const unsteady = volatile(scene)
    const exchanges = proxied(run.exchanges)
    const played = scene.takes.flatMap(({ take, result }) => {
      // Nango's own paging shows nobody what came.
      if (take.kind !== 'html' || !result.used.includes(take.answer) || result.paged.includes(take.answer)) return []
      const isOther = result.outputChanges.some((place) => !unsteady.has(place))
      const isTakenForAnAnswer =
        result.end === 'returned' && isOther && !handsOn(result.output ?? null) && !isRefused(result.output, trial)
      return [{ seq: exchanges[take.answer]?.seq, isTakenForAnAnswer }]
    })
    if (played.length === 0) return undefined
    const taken = played.filter(({ isTakenForAnAnswer }) => isTakenForAnAnswer)
    if (taken.length === 0) return { outcome: 'held' }
    return broken(
      'when a page comes in place of an answer, with status 200, it reports success with less in it',
      taken.flatMap(({ seq }) => seq ?? []),
    )
  },
}

/** What it returns is not what it declares: Nango fails in its place. */
function isRefused(played: Json | undefined, { schemas, evidence }: Trial): boolean {
  const output = isJsonObject(played) ? played['returned'] : undefined
  // Of a sync the schemas are those of its records, each of which is there or not.
  const declared = evidence.interaction.kind === 'action' ? schemas?.outputs?.[0] : undefined
  return output !== undefined && lacksRequired(output, declared, schemas?.definitions ?? {})
}

/** One that returns what it is given, whatever that is, hides nothing. */
function handsOn(output: Json): boolean {
  return leavesOf(output).some(({ value }) => typeof value === 'string' && value.includes(htmlPage))
}

function broken(because: string, exchanges: readonly number[]) {
  const exhibits = exchanges.slice(0, 4).map((seq) => ({ kind: 'exchange', seq, of: 'verifier' }) as const)
  return { outcome: 'broken', because, exhibits } as const
}
