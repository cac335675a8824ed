import { chmod, lchown, lstat, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BoxSpec, boxBin } from '../box/box.ts'
import { runInBox } from '../box/run-in-box.ts'
import { unprivileged } from '../box/unprivileged.ts'
import { entriesBelow } from '../lib/entries-below.ts'
import { openTempDir } from '../lib/temp-dir.ts'
import { nangoEnvironment, projectInside } from './nango-box.ts'
import type { ProjectFile, RoomLimits } from './room.ts'
import type { Toolchain } from './toolchain.ts'

/** A file of a project as its owner left it. */
export interface OwnFile extends ProjectFile {
  readonly isExecutable: boolean
}

export interface AsIsOptions {
  readonly toolchain: Toolchain
  readonly files: readonly OwnFile[]
  /** What its owner would type, one after the other. */
  readonly commands: readonly string[]
  readonly limits: RoomLimits
}

export const asIs = {
  compile: 'node node_modules/nango/dist/index.js compile --no-interactive',
  ownTest: 'npm test',
  vitest: 'npx --no-install vitest run',
} as const

/**
 * Whether each of the commands ends with exit code 0 in a writable copy of the project, with its own scripts, settings
 * and configuration, as on its owner's machine: nothing but the exit code is asked, so the project can say what it likes.
 */
export async function worksAsIs(options: AsIsOptions): Promise<boolean> {
  const temp = await openTempDir()
  try {
    const { exitCode } = await runInBox(await asIsBox(join(temp.dir, 'project'), options))
    return exitCode === 0
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

/** The box of such a copy, which is laid out at `project`. */
export async function asIsBox(project: string, { toolchain, files, commands, limits }: AsIsOptions): Promise<BoxSpec> {
  await layOut(project, files, toolchain)
  return {
    argv: ['/bin/bash', '-c', commands.join(' && ')],
    cwd: projectInside,
    readOnly: [
      { host: toolchain.node, inside: `${boxBin}/node` },
      { host: join(toolchain.dir, 'node_modules'), inside: modulesInside },
    ],
    writable: [{ host: project, inside: projectInside }],
    scratch: [],
    env: { ...nangoEnvironment, npm_config_update_notifier: 'false' },
    limits: { milliseconds: limits.milliseconds * commands.length, memoryMb: limits.memoryMb, outputBytes: 1 << 20 },
  }
}

const modulesInside = '/opt/assay/node_modules'

/** Tools write into node_modules, which is shared: so it is a directory of links here. */
async function layOut(project: string, files: readonly OwnFile[], { dir }: Toolchain): Promise<void> {
  // By which the CLI knows its projects.
  await mkdir(join(project, '.nango'), { recursive: true })
  for (const { path, text, isExecutable } of files) {
    await mkdir(dirname(join(project, path)), { recursive: true })
    await writeFile(join(project, path), text)
    if (isExecutable) await chmod(join(project, path), 0o755)
  }
  const modules = join(project, 'node_modules')
  await mkdir(join(modules, '.bin'), { recursive: true })
  const names = (await readdir(join(dir, 'node_modules'))).filter((name) => !name.startsWith('.'))
  for (const name of names) await symlink(join(modulesInside, name), join(modules, name))
  await symlink(join(modulesInside, 'vitest/vitest.mjs'), join(modules, '.bin', 'vitest'))
  await giveToBox(project)
}

async function giveToBox(project: string): Promise<void> {
  const { uid, gid, stepDown } = unprivileged()
  if (!stepDown) return
  const below = entriesBelow(project).map(({ parentPath, name }) => join(parentPath, name))
  for (const path of [project, ...below]) {
    if ((await lstat(path)).uid !== uid) await lchown(path, uid, gid)
  }
}
