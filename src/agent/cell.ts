import { chmod, chown, copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { createOpencodeClient, type OpencodeClient } from '@opencode-ai/sdk/v2/client'
import { Agent as Dispatcher, fetch as fetchWith } from 'undici'
import type { BoxSpec } from '../box/box.ts'
import { memoryBelow } from '../box/memory-below.ts'
import { startInBox } from '../box/start-in-box.ts'
import { countedAs } from '../lib/phase.ts'
import type { Unprivileged } from '../box/unprivileged.ts'
import { type CellConfigOptions, writeCellConfig } from './cell-config.ts'
import { skillTool } from './cell-skills.ts'
import type { ExpectedTools } from './model-gateway/preflight.ts'
import { openCodeBinary, openCodeVersion } from './opencode.ts'
import { type SessionEvents, followEvents } from './session-events.ts'

export interface CellOptions extends Omit<CellConfigOptions, 'dir'> {
  /** An empty directory with a short path: sockets are made in it. */
  readonly dir: string
  /** How many agents it may host at once. */
  readonly slots: number
  /** Whom the server runs as: a user of its own, where there can be one. */
  readonly user: Unprivileged
  /** Makes the server's password. */
  readonly mint: () => string
}

/** One boxed OpenCode server and the agents whose sessions it hosts. Holds no workspace, no API socket and no key. */
export interface Cell extends CellPlace {
  readonly kind: 'server'
  readonly client: OpencodeClient
  readonly events: SessionEvents
}

/** Where everything of a cell is, whatever runs in it. */
export interface CellPlace extends AsyncDisposable {
  /** Where the model gateway has to listen for this cell. */
  readonly modelSocket: string
  /** What each session's first model request has to offer, no more and no less. */
  readonly expectedTools: ExpectedTools
  /** The trace of all its sessions. */
  readonly databasePath: string
  /** Megabytes that are held in it now. */
  memoryMb(): Promise<number>
  /** Who has to be able to connect to the hands. */
  readonly user: Unprivileged
  /** Aborted when the server has died. */
  readonly died: AbortSignal
  /** Host path of the hands socket of a slot, and the directory of its sessions inside. */
  slot(name: string): { handsSocket: string; directory: string }
}

export function slotNames(slots: number): string[] {
  return Array.from({ length: slots }, (_, index) => `s${index + 1}`)
}

/** Starts a server in a box and waits until it answers. The model gateway must listen on `modelSocket` before a prompt. */
export async function openCell(options: CellOptions): Promise<Cell> {
  await layOut(options)
  return startCell(options)
}

/** Starts the server of a cell that is laid out. */
export async function startCell(options: CellOptions): Promise<Cell> {
  const binary = openCodeBinary()
  const password = options.mint()
  // It is started early, while the run is prepared.
  const box = countedAs('agent', () => startInBox(cellBox(options, binary)))
  box.stdin.end(`${password}\n`)

  const died = new AbortController()
  box.exited.then(
    () => died.abort(),
    () => died.abort(), // it could not be set up: the error output says why
  )
  const stderr = tail(box.stderr)
  box.stdout.resume()
  const dispatcher = new Dispatcher({
    connect: { socketPath: join(options.dir, 'out', 'server.sock') },
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const client = clientOver(dispatcher, password)
  const closing = new AbortController()
  const close = async () => {
    closing.abort()
    box.kill()
    await box.exited.catch(() => undefined) // it never stood
    await dispatcher.destroy()
  }
  try {
    await waitUntilReady(client, died.signal, stderr)
  } catch (error) {
    await close()
    throw error
  }
  return {
    kind: 'server',
    client,
    events: followEvents(client, AbortSignal.any([closing.signal, died.signal])),
    ...cellPlace(options, died.signal),
    memoryMb: async () => memoryBelow((await box.pid) ?? 0),
    [Symbol.asyncDispose]: close,
  }
}

export function cellPlace(options: CellOptions, died: AbortSignal) {
  const { dir, tools, marker, user, skills = [] } = options
  const own = skills.length > 0 ? [skillTool] : []
  return {
    user,
    modelSocket: modelSocketOf(dir),
    expectedTools: { names: [...tools, ...own], marker, unmarked: own },
    databasePath: join(dir, 'xdg', 'data', 'opencode', 'opencode.db'),
    died,
    slot: (name: string) => ({ handsSocket: join(dir, 'hands', `${name}.sock`), directory: `/ws/${name}` }),
  }
}

export function modelSocketOf(cellDir: string): string {
  return join(cellDir, 'in', 'model.sock')
}

export async function layOut(options: CellOptions): Promise<void> {
  const { dir } = options
  const { uid, gid } = options.user
  for (const name of ['in', 'hands']) {
    await mkdir(join(dir, name), { recursive: true })
    await chmod(join(dir, name), 0o711)
  }
  for (const name of ['out', 'xdg', 'xdg/data', 'xdg/state', 'xdg/cache']) {
    await mkdir(join(dir, name), { recursive: true, mode: 0o700 })
    await chown(join(dir, name), uid, gid)
  }
  await writeCellConfig({ ...options, dir: join(dir, 'config') })
  await copyFile(join(import.meta.dirname, 'cell-init.sh'), join(dir, 'config', 'cell-init'))
  await chmod(join(dir, 'config', 'cell-init'), 0o755)
}

export function cellBox({ dir, slots, user }: Pick<CellOptions, 'dir' | 'slots' | 'user'>, binary: string): BoxSpec {
  return {
    user,
    argv: ['/cfg/cell-init'],
    cwd: '/',
    readOnly: [
      { host: dirname(binary), inside: '/opt/opencode' },
      { host: join(dir, 'config'), inside: '/cfg' },
      { host: join(dir, 'in'), inside: '/run/cell/in' },
      { host: join(dir, 'hands'), inside: '/run/cell/hands' },
    ],
    writable: [
      { host: join(dir, 'out'), inside: '/run/cell/out' },
      ...['data', 'state', 'cache'].map((name) => ({ host: join(dir, 'xdg', name), inside: `/xdg/${name}` })),
    ],
    scratch: slotNames(slots).map((name) => ({ inside: `/ws/${name}`, bytes: 1 << 20 })),
    env: cellEnvironment,
    limits: { milliseconds: Infinity, outputBytes: 64 << 10 },
  }
}

/** What each one is for, and which of them were measured as needed: opencode.md §1.3. */
const cellEnvironment = {
  XDG_CONFIG_HOME: '/cfg/global',
  XDG_DATA_HOME: '/xdg/data',
  XDG_STATE_HOME: '/xdg/state',
  XDG_CACHE_HOME: '/xdg/cache',
  OPENCODE_CONFIG_DIR: '/cfg/opencode',
  OPENCODE_MODELS_PATH: '/cfg/models.json',
  OPENCODE_DISABLE_PROJECT_CONFIG: '1',
  OPENCODE_DISABLE_MODELS_FETCH: '1',
  OPENCODE_DISABLE_FFF: '1',
  OPENCODE_DISABLE_AUTOUPDATE: '1',
  OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
  OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
  OPENCODE_DISABLE_EXTERNAL_SKILLS: '1',
  OPENCODE_DISABLE_CLAUDE_CODE: '1',
  OPENCODE_DISABLE_SHARE: '1',
  OPENCODE_DISABLE_EMBEDDED_WEB_UI: '1',
}

function clientOver(dispatcher: Dispatcher, password: string): OpencodeClient {
  const authorization = `Basic ${Buffer.from(`opencode:${password}`).toString('base64')}`
  return createOpencodeClient({
    baseUrl: 'http://cell',
    headers: { authorization },
    // The SDK builds Node's own Request, which a second copy of undici does not know: it is taken apart here.
    fetch: async (input: string | Request | URL, init?: RequestInit) => {
      const request = new Request(input, init)
      const body = request.body === null ? null : await request.text()
      const response = await fetchWith(request.url, {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        body,
        signal: request.signal,
        dispatcher,
      })
      return response as unknown as Response
    },
  })
}

const tailLength = 4000

function tail(stream: Readable): () => string {
  let text = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    text = (text + chunk).slice(-tailLength)
  })
  return () => text.trim()
}

const startSeconds = 60

/** Health can be reported before the first usable request, so a configuration is read as well. */
async function waitUntilReady(client: OpencodeClient, died: AbortSignal, stderr: () => string): Promise<void> {
  const deadline = Date.now() + startSeconds * 1000
  while (Date.now() < deadline) {
    if (died.aborted) throw new Error(`The OpenCode server died while it started: ${stderr()}`)
    // Not listening yet, or a connection that was accepted too early and is never answered.
    const health = await client.global.health({ signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    if (health?.data?.healthy) {
      if (health.data.version !== openCodeVersion) {
        throw new Error(`The cell runs OpenCode ${health.data.version}, not ${openCodeVersion}.`)
      }
      const config = await client.config.get({ directory: '/ws/s1' })
      if (config.data) return
      throw new Error(`The OpenCode server refused its configuration: ${JSON.stringify(config.error)}`)
    }
    await new Promise((resume) => setTimeout(resume, 100))
  }
  throw new Error(`The OpenCode server did not answer within ${startSeconds} s: ${stderr()}`)
}
