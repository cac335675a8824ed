import type { Scene } from './part.ts'
import { cutsAnAnswer, mapsMissingField, readsFirstPageOnly } from './spoil.ts'

/** The same function with a mistake in what it gives, which a fair test of it would show. Which one depends on the scene. */
export function wrongly(scene: Scene, source: string): string {
  const mistake = scene.seed % 2 === 0 ? mapsMissingField : cutsAnAnswer
  const spoiled = mistake(source)
  if (spoiled === source) throw new Error(`nothing in ${scene.interaction} to get wrong`)
  return spoiled
}

/** The same with a mistake that a test made from its own run does not show. */
export function mistaken(scene: Scene, source: string): string {
  return scene.kind === 'sync' ? readsFirstPageOnly(source) : wrongly(scene, source)
}

/** What is meant to see such a mistake. */
export const wrongIsSeenBy = ['no-stray-undefined', 'values-whole', 'output-from-response', 'fresh-input-dryrun']
