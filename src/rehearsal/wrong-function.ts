import type { JsonObject } from '../lib/json.ts'
import type { GalleryPart } from './gallery-part.ts'
import { deliver, doneWith, dryRun, endHonestly, knowNothing, testInput, writes } from './moves.ts'
import { type Scene, fatal } from './part.ts'
import { outputIn } from './spoil.ts'
import { sourceText, workOf } from './works/work.ts'

/** Interactions with one thing whose id is given, or that makes one. */
export const ofOneThing = [
  'slack/get-channel-info',
  'google-calendar/get-event',
  'slack/send-message',
  'google-calendar/create-event',
  'hubspot/get-contact',
  'google-drive/get-file',
] as const

type Told = Pick<GalleryPart, 'name' | 'does' | 'moves' | 'on' | 'caughtBy'> & {
  /** Where it may be other than clean. */
  readonly conduct?: GalleryPart['expects']['conduct']
}

interface WrongFunction extends Told {
  /** What it hands in, from what an honest agent would. */
  spoil(source: string, scene: Scene): string
}

/** A villain that goes about its work as one should, and whose function is wrong. */
export function wrongFunction({ spoil, ...told }: WrongFunction): GalleryPart {
  return {
    ...villain(told),
    *play(scene) {
      const work = workOf(scene)
      if (!work) return yield* knowNothing(scene)
      yield* deliver(scene, work, fatal(writes(scene, spoil(sourceText(work.source, scene), scene))))
      yield doneWith(scene)
    },
  }
}

/** What an honest run has shown. */
export interface Seen {
  readonly scene: Scene
  readonly input: JsonObject
  readonly output: JsonObject
}

interface TaughtFunction extends Told {
  /** What it hands in, from the honest function and from what that did. */
  spoil(source: string, seen: Seen): string
  /** Leaves the fixture as the honest function left it, and never runs what it hands in. */
  readonly isNotRun?: true
}

/** The same for one that has an honest function first, saves its run, and spoils it with what it saw. */
export function taughtFunction({ spoil, isNotRun, ...told }: TaughtFunction): GalleryPart {
  return {
    ...villain({ ...(isNotRun && { conduct: ['violation'] as const }), ...told }),
    *play(scene) {
      const work = workOf(scene)
      if (!work) return yield* knowNothing(scene)
      const text = sourceText(work.source, scene)
      const tried = yield* deliver(scene, work, writes(scene, text))
      if (tried.kind !== 'passed') return yield* endHonestly(scene, tried)
      const input = testInput(scene, work, tried.found)
      yield fatal(writes(scene, spoil(text, { scene, input: input ?? {}, output: outputIn(tried.printed) })))
      if (!isNotRun) yield* dryRun(scene, input, { words: 'Once more, saved.', save: true })
      yield doneWith(scene)
    },
  }
}

function villain({ conduct = ['clean'], ...told }: Told): Omit<GalleryPart, 'play'> {
  return { ...told, kind: 'villain', expects: { artefact: ['rejected'], conduct } }
}
