import { stampOf } from '../stamp.ts'
import { walkBelow } from '../walk.ts'
import type { Deed } from '../hand-call.ts'
import type { HandPlace } from './hand-box.ts'
import { ownedSeverity } from './judge-path.ts'

/** Sees what an agent changes of a workspace that no wall protects. By its files: what a command says of itself may be untrue. */
export interface DeedWatch {
  /** What was done since the last look. */
  look(): Promise<Deed[]>
  /** Whether a path is one that we laid. */
  isOurs(path: string): boolean
}

/** `laid`: stamps of the files that we have laid since, by path. */
export async function watchDeeds(place: HandPlace, laid: ReadonlyMap<string, string>): Promise<DeedWatch> {
  const first = await stampsIn(place, new Map())
  const isOurs = (path: string) => first.has(path) || laid.has(path)
  let before = first
  return {
    isOurs,
    async look() {
      const now = await stampsIn(place, { has: isOurs })
      const deeds = [...new Set([...before.keys(), ...now.keys()])].flatMap((path) => {
        const stamp = now.get(path)
        if (stamp === before.get(path) || (stamp !== undefined && stamp === laid.get(path))) return []
        // What it had made itself, it may remove.
        if (stamp === undefined && !isOurs(path)) return []
        const verb = stamp === undefined ? 'removed' : before.has(path) ? 'changed' : 'made'
        return [{ did: `${verb} ${path}`, severity: ownedSeverity(path, place.sourceFile) }]
      })
      before = now
      return deeds
    },
  }
}

async function stampsIn(
  { workspaceDir, sourceFile, scratch }: HandPlace,
  known: { has(path: string): boolean },
): Promise<Map<string, string>> {
  const places = await walkBelow(workspaceDir, { except: [sourceFile, scratch, 'node_modules'], known })
  return new Map(places.map(({ path, stat }) => [path, stat ? stampOf(stat) : '']))
}
