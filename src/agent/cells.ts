import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cell, type CellOptions, modelSocketOf, openCell, slotNames } from './cell.ts'

export interface CellsOptions extends Omit<CellOptions, 'dir' | 'slots' | 'marker'> {
  /** Cells get directories of their own below this one. */
  readonly dir: string
  readonly agentsPerServer: number
  /** Called with each new cell's model socket before its server starts; answers when something listens there. */
  readonly listen: (modelSocket: string) => Promise<unknown>
}

/** A place for one agent: a slot of a cell. */
export interface Berth extends AsyncDisposable {
  readonly cell: Cell
  readonly slot: string
}

/** As many cells as agents need, each hosting up to `agentsPerServer`. A cell that died is never used again. */
export interface Cells extends AsyncDisposable {
  berth(): Promise<Berth>
}

export function openCells(options: CellsOptions): Cells {
  const hosts: Promise<Host>[] = []

  const grow = (): Promise<Host> => {
    const opening = openHost(options, hosts.length + 1)
    hosts.push(opening)
    // A cell that did not start must not be offered again; who asked for it is told by the rejection.
    opening.catch(() => hosts.splice(hosts.indexOf(opening), 1))
    return opening
  }
  // One at a time, so that two agents do not both start a cell where one would do.
  let turn: Promise<unknown> = Promise.resolve()
  const berth = async (): Promise<Berth> => {
    const open = await Promise.all(hosts)
    const host = open.find(({ cell, free }) => !cell.died.aborted && free.length > 0) ?? (await grow())
    const slot = host.free.shift()
    if (slot === undefined) throw new Error('a new cell has no free slot')
    return { cell: host.cell, slot, [Symbol.asyncDispose]: async () => void host.free.push(slot) }
  }
  return {
    berth: () => {
      const mine = turn.then(berth)
      turn = mine.catch(() => undefined) // the next in line is not to blame
      return mine
    },
    async [Symbol.asyncDispose]() {
      const opened = await Promise.allSettled(hosts)
      await Promise.all(
        opened.map((result) => (result.status === 'fulfilled' ? result.value.cell[Symbol.asyncDispose]() : undefined)),
      )
    },
  }
}

interface Host {
  readonly cell: Cell
  readonly free: string[]
}

async function openHost(options: CellsOptions, number: number): Promise<Host> {
  const dir = join(options.dir, `c${number}`)
  const marker = `m${randomBytes(6).toString('hex')}`
  await mkdir(join(dir, 'in'), { recursive: true })
  await options.listen(modelSocketOf(dir))
  const cell = await openCell({ ...options, dir, marker, slots: options.agentsPerServer })
  return { cell, free: slotNames(options.agentsPerServer) }
}
