import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Json, type JsonObject, jsonOrNothing } from '../../lib/json.ts'
import { isShallow } from '../../lib/is-shallow.ts'
import type { ReplayJob, Scene, Take, TakeResult } from './boxed/job.ts'

/** What came of playing every scene: results by scene, in the order of its takes. */
export interface Replay {
  readonly scenes: readonly ReplayedScene[]
  /** Pieces of the compiled code, by position, that no playing has run; as the box says, where it can. */
  readonly unreached?: readonly (readonly [number, number])[]
  /** Set when not every take was played: what the box said. */
  readonly cutShort?: string
}

export function sceneFor(replay: Replay | undefined, purpose: Scene['purpose']): ReplayedScene | undefined {
  return replay?.scenes.find(({ scene }) => scene.purpose === purpose)
}

/**
 * The scene that tells what follows what: our own run, or, where that found nothing, its input with what the agent found;
 * where it asked very often, the same with fewer things.
 */
export function tellingScene(replay: Replay | undefined): ReplayedScene | undefined {
  const found = sceneFor(replay, 'found')
  return found && found.base.end === 'returned' ? found : (sceneFor(replay, 'fewer') ?? sceneFor(replay, 'fresh'))
}

export interface ReplayedScene {
  readonly scene: Scene
  /** The first take: nothing changed. */
  readonly base: TakeResult
  readonly takes: readonly { readonly take: Take; readonly result: TakeResult }[]
  /** The take that did not end, if one did not. */
  readonly stuck?: Take
}

export interface ReplayRequest {
  /** The compiled function. */
  readonly code: string
  /** As a dry run calls the function. */
  readonly name: string
  readonly provider: string
  readonly connection: JsonObject
  readonly scenes: readonly Scene[]
}

/** Runs a job in a box and answers with what the process printed and how it ended. */
export type PlayInBox = (job: Omit<ReplayJob, 'nodeModules'>) => Promise<{
  readonly stdout: string
  readonly ending: string
}>

/** Plays all scenes in one boxed process, and reads what it claims with bounds. */
export async function replay(request: ReplayRequest, playInBox: PlayInBox): Promise<Replay> {
  const marker = randomBytes(16).toString('hex')
  const { code, name, provider, connection, scenes: asked } = request
  const file = `${name}-${provider}.js`
  const { stdout, ending } = await playInBox({ marker, code, file, provider, connection, scenes: asked })
  const lines = readLines(stdout, marker)
  const results = lines.flatMap((line) => (line.kind === 'result' ? [line.result] : []))
  const done = lines.find((line) => line.kind === 'done')
  const scenes = request.scenes.flatMap((scene, index) =>
    replayedScene(
      scene,
      results.filter((r) => r.scene === index),
    ),
  )
  return done && scenes.length === request.scenes.length
    ? { scenes, ...(done.unreached && { unreached: done.unreached }) }
    : { scenes, cutShort: ending }
}

function replayedScene(scene: Scene, results: readonly TakeResult[]): ReplayedScene[] {
  const base = results.find((result) => result.take === 0)
  if (!base) return []
  const takes = results.flatMap((result) => {
    const take = scene.takes[result.take]
    return take && result.take > 0 ? [{ take, result }] : []
  })
  const stuck = results.length < scene.takes.length ? scene.takes[results.length] : undefined
  return [{ scene, base, takes, ...(stuck ? { stuck } : {}) }]
}

const places = z.array(z.string().max(2_000)).max(100)
const takeResult = z.object({
  scene: z.number().int().min(0).max(20),
  take: z.number().int().min(0).max(20_000),
  end: z.enum(['returned', 'threw', 'endless']),
  error: z.string().max(400).optional(),
  output: z.custom<Json>(() => true).optional(),
  outputChanges: places,
  requestChanges: places,
  became: z
    .array(
      z.object({
        of: z.enum(['output', 'request']),
        place: z.string().max(2_000),
        from: z.string().max(300).optional(),
        to: z.string().max(300).optional(),
      }),
    )
    .max(100)
    .optional(),
  asked: z
    .array(z.object({ place: z.string().max(2_000), sum: z.number().int() }))
    .max(301)
    .optional(),
  marked: z
    .array(z.object({ place: z.string().max(2_000), mark: z.number().int() }))
    .max(100)
    .optional(),
  used: z.array(z.number().int()).max(1_000),
  paged: z.array(z.number().int()).max(1_000),
  unanswered: places,
  unlike: places,
  odd: places,
  checkpoints: z
    .object({
      isAsked: z.boolean(),
      saved: z.number().int(),
      clearsNothing: z.boolean(),
      notFlat: z.custom<Json>(() => true).optional(),
      tracksDeletes: z.boolean(),
    })
    .optional(),
  resumed: z
    .object({ stored: z.custom<Json>(() => true), isBrokenOff: z.boolean(), lost: places, headerChanges: places })
    .optional(),
})

const position = z.number().int().min(0).max(10_000_000)
const doneLine = z.object({
  done: z.literal(true),
  unreached: z
    .array(z.tuple([position, position]))
    .max(2_000)
    .optional(),
})

type Line = { kind: 'result'; result: TakeResult } | { kind: 'done'; unreached: Replay['unreached'] | undefined }

function readLines(stdout: string, marker: string): Line[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith(marker))
    .flatMap((line): Line[] => {
      const text = line.slice(marker.length)
      // A line may be cut at the output limit.
      const value = isShallow(text) ? jsonOrNothing(text) : undefined
      const done = doneLine.safeParse(value)
      if (done.success) return [{ kind: 'done', unreached: done.data.unreached }]
      const result = takeResult.safeParse(value)
      return result.success ? [{ kind: 'result', result: result.data as TakeResult }] : []
    })
}
