import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { runInBox } from './box/run-in-box.ts'
import { jsonOrNothing } from './lib/json.ts'
import { thisMachine } from './lib/machine.ts'
import { mapConcurrently } from './lib/map-concurrently.ts'
import { openTempDir } from './lib/temp-dir.ts'
import { generatedTest } from './nango/generated-test.ts'
import { nangoBox } from './nango/nango-box.ts'
import { compileByCli } from './nango/plain-room.ts'
import { prepareToolchain } from './nango/prepare-toolchain.ts'
import { writeProject } from './nango/project.ts'
import { projectFiles } from './nango/project-files.ts'
import { openRoom, type ProjectFile } from './nango/room.ts'
import { type Reader, openReader } from './nango/reader.ts'
import type { Toolchain } from './nango/toolchain.ts'
import type { Interaction } from './plan/interaction.ts'
import { walkBelow } from './workspace/walk.ts'

export interface OwnRoom {
  /** As an agent left it. */
  readonly workspace: string
  readonly interaction: Interaction
}

interface NaiveOptions extends OwnRoom {
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
      accepted.set(room.interaction.id, isThere && (await acceptNaively({ ...room, toolchain, reader })))
    })
  } finally {
    await reader[Symbol.asyncDispose]()
  }
  return accepted
}

const limits = { milliseconds: 90_000, memoryMb: 2048 }

/**
 * What nearly everybody takes for proof, in the agent's own room: it compiles, and its own tests pass. Where the agent
 * left a fixture and no test, the test is the one that the fixture is made for. Runs in boxes, and believes their exit codes.
 */
async function acceptNaively({ workspace, interaction, toolchain, reader }: NaiveOptions): Promise<boolean> {
  const files = await filesOf(workspace)
  const tested = await withTest(files, interaction)
  if (!tested.some(({ path }) => /\.test\.[cm]?[jt]s$/.test(path))) return false
  const owned = new Map(projectFiles(toolchain, [interaction]).map(({ path, text }) => [path, text]))
  const isAsGiven =
    tested.every(({ path, text }) => (owned.has(path) ? owned.get(path) === text : isFunctionOrTest(path))) &&
    [...owned.keys()].every((path) => tested.some((file) => file.path === path))
  return isAsGiven ? inRoomOfOurs(tested, { interaction, toolchain, reader }) : inRoomOfIts(tested, toolchain)
}

function isFunctionOrTest(path: string): boolean {
  return /^[^/]+\/(actions|syncs|tests)\/|^scratch\//.test(path)
}

/** With our configuration, since it is the one that it had. */
async function inRoomOfOurs(
  files: readonly ProjectFile[],
  { interaction, toolchain, reader }: Omit<NaiveOptions, 'workspace'>,
): Promise<boolean> {
  const room = await openRoom({ toolchain, reader, files, functions: [interaction], limits })
  try {
    const compilation = await room.compile()
    return compilation.kind === 'compiled' && (await room.test()).exitCode === 0
  } finally {
    await room[Symbol.asyncDispose]()
  }
}

/** With its own configuration, scripts and registrations. */
async function inRoomOfIts(files: readonly ProjectFile[], toolchain: Toolchain): Promise<boolean> {
  const temp = await openTempDir()
  try {
    await writeProject(temp.dir, files)
    const compilation = await compileByCli({ toolchain, project: temp.dir, limits })
    if (compilation.kind !== 'compiled') return false
    const script = scripts.safeParse(jsonOrNothing(files.find(({ path }) => path === 'package.json')?.text ?? '')).data
    const box = nangoBox({
      toolchain,
      project: temp.dir,
      argv: [],
      env: { CI: '1' },
      limits: { ...limits, outputBytes: 1 << 20 },
    })
    const path = 'PATH=/project/node_modules/.bin:$PATH'
    const command = script?.scripts.test ?? 'node /project/node_modules/vitest/vitest.mjs run'
    const ending = await runInBox({ ...box, argv: ['/bin/bash', '-c', `${path}; ${command}`] })
    return ending.exitCode === 0
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

const scripts = z.looseObject({ scripts: z.looseObject({ test: z.string().optional() }) })

const fixture = z.looseObject({
  nango: z.looseObject({ batchSave: z.record(z.string(), z.unknown()).optional() }).optional(),
})

async function withTest(files: readonly ProjectFile[], interaction: Interaction): Promise<readonly ProjectFile[]> {
  const { api, name } = interaction
  const saved = files.find(({ path }) => path === `${api}/tests/${name}.test.json`)
  if (!saved || files.some(({ path }) => /\.test\.[cm]?[jt]s$/.test(path))) return files
  const models = Object.keys(fixture.safeParse(jsonOrNothing(saved.text)).data?.nango?.batchSave ?? {})
  const { path, text } = generatedTest(interaction, models)
  return [...files, { path, text }]
}

const notItsOwn = ['node_modules', 'build', '.nango']
const longest = 1n << 20n

/** Regular files of the workspace, as texts: links lead elsewhere, and what is very long is no project's file. */
async function filesOf(workspace: string): Promise<ProjectFile[]> {
  const files: ProjectFile[] = []
  for (const { path, stat } of await walkBelow(workspace, { except: notItsOwn })) {
    if (!stat?.isFile() || stat.size > longest) continue
    files.push({ path, text: await readFile(join(workspace, path), 'utf8') })
  }
  return files
}
