import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Unprivileged, userOfCell } from '../box/unprivileged.ts'
import { sha256 } from '../lib/sha256.ts'
import { type Cell, type CellOptions, modelSocketOf, openCell, slotNames } from './cell.ts'
import { type PlainCell, openPlainCell } from './plain-cell.ts'

export interface CellsOptions extends Omit<CellOptions, 'dir' | 'slots' | 'marker' | 'user'> {
  /** Cells get directories of their own below this one. */
  readonly dir: string
  readonly agentsPerServer: number
  /** Called with each new cell's model socket, and its user, before its server starts; answers when something listens there. */
  readonly listen: (modelSocket: string, user: Unprivileged) => Promise<unknown>
  readonly wear?: Wear
  /** One process for each agent instead of servers. */
  readonly isPlain?: boolean
}

/** When a cell has served long enough. It hosts nobody new then, and ends with the last agent that it has. */
export interface Wear {
  readonly memoryMb: number
  /** Agents hosted so far. */
  readonly agents: number
}

/** A server keeps something of every session: measured, some 5 MB and no end. */
const usualWear: Wear = { memoryMb: 1_200, agents: 100 }

/** A place for one agent: a slot of a cell. */
export interface Berth extends AsyncDisposable {
  readonly cell: Cell | PlainCell
  readonly slot: string
}

/**
 * As many cells as agents need, each hosting up to `agentsPerServer`. They start one after the other. A cell that died
 * or is worn out gets nobody new; who is in one that is worn out stays to his end.
 */
export interface Cells extends AsyncDisposable {
  /** Begins to start the first cell: agents come later. */
  prepare(): void
  berth(): Promise<Berth>
}

export function openCells(options: CellsOptions): Cells {
  const hosts = new Set<Host>()
  const { agentsPerServer, wear = usualWear } = options
  let started = 0
  let starting: Promise<void> | undefined

  const start = async () => {
    const host = await openHost(options, ++started)
    hosts.add(host)
  }
  const grow = (): Promise<void> => {
    starting = start().finally(() => (starting = undefined))
    return starting
  }
  const leave = async (host: Host, slot: string): Promise<void> => {
    host.free.push(slot)
    host.isWorn ||= await isWornOut(host, wear)
    if (!host.isWorn || host.free.length < agentsPerServer || !hosts.delete(host)) return
    await host.cell[Symbol.asyncDispose]()
  }
  return {
    prepare: () => void grow().catch(() => undefined), // whoever needs it starts it again, and is told
    async berth() {
      for (;;) {
        const host = roomiest(hosts)
        const slot = host?.free.shift()
        if (host && slot !== undefined) {
          host.hosted++
          return { cell: host.cell, slot, [Symbol.asyncDispose]: () => leave(host, slot) }
        }
        // One start at a time. Whoever waits for another's looks again, and starts one itself if that failed or is full.
        if (starting) await starting.catch(() => undefined)
        else await grow()
      }
    },
    async [Symbol.asyncDispose]() {
      await starting?.catch(() => undefined) // it is told to whoever asked for it
      await Promise.all([...hosts].map(({ cell }) => cell[Symbol.asyncDispose]()))
    },
  }
}

interface Host {
  readonly cell: Cell | PlainCell
  readonly free: string[]
  /** Agents, so far. */
  hosted: number
  isWorn: boolean
}

/** Agents are spread: one server is one thread of JavaScript. */
function roomiest(hosts: ReadonlySet<Host>): Host | undefined {
  const open = [...hosts].filter(({ cell, free, isWorn }) => !cell.died.aborted && !isWorn && free.length > 0)
  return open.toSorted((a, b) => b.free.length - a.free.length)[0]
}

/** Looked at whenever an agent leaves. */
async function isWornOut({ cell, hosted }: Host, wear: Wear): Promise<boolean> {
  return cell.died.aborted || hosted >= wear.agents || (await cell.memoryMb()) > wear.memoryMb
}

async function openHost(options: CellsOptions, number: number): Promise<Host> {
  const dir = join(options.dir, `c${number}`)
  const marker = await markerOf(options.toolDefinitions)
  await mkdir(join(dir, 'in'), { recursive: true })
  const user = userOfCell(number)
  await options.listen(modelSocketOf(dir), user)
  const open = options.isPlain ? openPlainCell : openCell
  const cell = await open({ ...options, dir, marker, slots: options.agentsPerServer, user })
  return { cell, free: slotNames(options.agentsPerServer), hosted: 0, isWorn: false }
}

/** The same in every cell: one that were random would give each server's requests another beginning, for providers' caches. */
async function markerOf(toolDefinitions: string): Promise<string> {
  return `m${sha256(await readFile(toolDefinitions, 'utf8')).slice(0, 12)}`
}
