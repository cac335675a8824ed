import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { jsonOrNothing } from './lib/json.ts'
import { thisMachine } from './lib/machine.ts'
import { mapConcurrently } from './lib/map-concurrently.ts'
import { generatedTest } from './nango/generated-test.ts'
import { prepareToolchain } from './nango/prepare-toolchain.ts'
import { projectFiles, sourcePath } from './nango/project-files.ts'
import { openRoom } from './nango/room.ts'
import { type Reader, openReader } from './nango/reader.ts'
import type { Toolchain } from './nango/toolchain.ts'
import { type OwnFile, asIs, worksAsIs } from './nango/works-as-is.ts'
import type { Interaction } from './plan/interaction.ts'
import { walkBelow } from './workspace/walk.ts'

export interface OwnRoom {
  /** As an agent left it. */
  readonly workspace: string
  readonly interaction: Interaction
}

interface NaiveRig {
  readonly toolchain: Toolchain
  readonly reader: Reader
}

/** By interaction, whether each would be accepted by who asks no more than that. */
export async function acceptAllNaively(rooms: readonly OwnRoom[], cacheDir: string): Promise<Map<string, boolean>> {
  if (rooms.length === 0) return new Map()
  const toolchain = await prepareToolchain(cacheDir)
  const reader = openReader(toolchain)
  const accepted = new Map<string, boolean>()
  try {
    await mapConcurrently(rooms, thisMachine().cores, async (room) => {
      // An attempt that our side failed has left nothing.
      const isThere = existsSync(room.workspace)
      accepted.set(room.interaction.id, isThere && (await acceptNaively(room, { toolchain, reader })))
    })
  } finally {
    await reader[Symbol.asyncDispose]()
  }
  return accepted
}

const limits = { milliseconds: 90_000, memoryMb: 2048 }

/**
 * What nearly everybody takes for proof, in the agent's own room: it compiles, and its own tests pass. Where the agent
 * left a fixture and no test, the test is the one that the fixture is made for. Runs in boxes, and believes their exit
 * codes.
 */
export async function acceptNaively({ workspace, interaction }: OwnRoom, rig: NaiveRig): Promise<boolean> {
  const files = await filesOf(workspace)
  const made = madeFor(files, interaction)
  const tested = made ? [...files, made] : files
  const owned = new Map(projectFiles(rig.toolchain, [interaction]).map(({ path, text }) => [path, text]))
  const isProjectOurs = [...owned].every(([path, text]) =>
    files.some((file) => file.path === path && file.text === text),
  )
  const isPlain = tested.every(({ path }) => owned.has(path) || isOrdinary(path, { made: made?.path, interaction }))
  const script = ownScripts.safeParse(jsonOrNothing(textOf(files, 'package.json'))).data?.scripts.test
  if (!made && !hasTests(files) && script === undefined) return false
  if (isProjectOurs && !(await passesOurs(tested, { interaction, rig, tests: isPlain }))) return false
  if (isProjectOurs && isPlain) return true
  const test = script === undefined ? asIs.vitest : asIs.ownTest
  const commands = isProjectOurs ? [test] : [asIs.compile, test]
  return worksAsIs({ toolchain: rig.toolchain, files: tested, commands, limits })
}

/** Nothing that a compiler or vitest would look at, but for what everybody has. */
function isOrdinary(
  path: string,
  { made, interaction }: { made: string | undefined; interaction: Interaction },
): boolean {
  const { api, name } = interaction
  const known = [sourcePath(interaction), `${api}/tests/${name}.test.json`, made]
  return known.includes(path) || (path.startsWith('scratch/') && !isTest(path))
}

function isTest(path: string): boolean {
  return /\.(test|spec)\.[cm]?[jt]sx?$/.test(path)
}

function hasTests(files: readonly OwnFile[]): boolean {
  return files.some(({ path }) => isTest(path))
}

function textOf(files: readonly OwnFile[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? ''
}

interface Ours {
  readonly interaction: Interaction
  readonly rig: NaiveRig
  /** Whether the tests are ours, too. */
  readonly tests: boolean
}

/** Warm, and the same as with the CLI: the project is the one that the agent was given. */
async function passesOurs(files: readonly OwnFile[], { interaction, rig, tests }: Ours): Promise<boolean> {
  const room = await openRoom({ ...rig, files, functions: [interaction], limits })
  try {
    const compilation = await room.compile()
    return compilation.kind === 'compiled' && (!tests || (await room.test()).exitCode === 0)
  } finally {
    await room[Symbol.asyncDispose]()
  }
}

const ownScripts = z.looseObject({ scripts: z.looseObject({ test: z.string().optional() }) })

const fixture = z.looseObject({
  nango: z.looseObject({ batchSave: z.record(z.string(), z.unknown()).optional() }).optional(),
})

/** The test that the fixture is made for, where the agent wrote none. */
function madeFor(files: readonly OwnFile[], interaction: Interaction): OwnFile | undefined {
  const { api, name } = interaction
  const saved = textOf(files, `${api}/tests/${name}.test.json`)
  if (saved === '' || hasTests(files)) return undefined
  const models = Object.keys(fixture.safeParse(jsonOrNothing(saved)).data?.nango?.batchSave ?? {})
  return { ...generatedTest(interaction, models), isExecutable: false }
}

const notItsOwn = ['node_modules']
const longest = 1n << 20n

/** Regular files of the workspace, as texts: links lead elsewhere, and what is very long is no project's file. */
async function filesOf(workspace: string): Promise<OwnFile[]> {
  const files: OwnFile[] = []
  for (const { path, stat } of await walkBelow(workspace, { except: notItsOwn })) {
    if (!stat?.isFile() || stat.size > longest) continue
    const text = await readFile(join(workspace, path), 'utf8')
    // Whoever sealed the workspace took its modes away; a script says itself what it is.
    files.push({ path, text, isExecutable: text.startsWith('#!') })
  }
  return files
}
