import type { ReplayedScene } from './replay.ts'

/** Places that differ even when nothing was changed: clocks and chance. */
export function volatile(scene: ReplayedScene): ReadonlySet<string> {
  const again = scene.takes.find(({ take }) => take.kind === 'same')
  return new Set(again ? [...again.result.outputChanges, ...again.result.requestChanges] : [])
}
