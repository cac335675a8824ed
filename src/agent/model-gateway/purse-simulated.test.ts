import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../lib/mulberry32.ts'
import { type Caps, type Gate, openPurse, type Payer, type Purse } from './purse.ts'

// What a provider billed is known to the simulation alone; the purse knows what the record was told.
const runs = 1_000

describe(`${runs} simulated runs with random usage, crashes and concurrency`, () => {
  it('never spend more than a cap by more than one answer under way', async () => {
    let [crashes, cut, reached, answers] = [0, 0, 0, 0]
    for (let seed = 1; seed <= runs; seed++) {
      const told = await simulate(seed)
      crashes += told.crashes
      cut += told.cut
      answers += told.answers
      reached += told.isReached ? 1 : 0
    }
    // Else nothing was tried.
    expect(answers).toBeGreaterThan(20 * runs)
    expect(crashes).toBeGreaterThan(runs / 2)
    expect(cut).toBeGreaterThan(runs)
    expect(reached).toBeGreaterThan(runs / 2)
  })
})

type Random = () => number

interface World {
  readonly caps: Caps
  readonly random: Random
  /** By level and name: what the provider billed, and the dearest single answer. */
  readonly billed: Map<string, { usd: number; dearest: number }>
  /** As the record has it: holds, and what settled them. */
  readonly record: { readonly payer: Payer; readonly usd: number; settled?: number }[]
}

async function simulate(seed: number) {
  const random = mulberry32(seed)
  const caps = { run: 1 + 4 * random(), api: { a: 2 * random(), b: 9 }, interaction: 1.5 * random(), attempt: random() }
  const world: World = { caps, random, billed: new Map(), record: [] }
  const lives = 1 + Math.floor(3 * random())
  let [cut, answers] = [0, 0]
  for (let life = 1; life <= lives; life++) {
    const crash = new AbortController()
    const purse = openPurse(
      caps,
      world.record.map(({ payer, usd, settled }) => ({ ...payer, usd: settled ?? usd })),
    )
    const steps = life === lives ? 400 : Math.floor(60 * random())
    const models = [1, 2].map(() => ({ left: 1 + Math.floor(4 * random()) }))
    const agents = Array.from({ length: 2 + Math.floor(8 * random()) }, (_, agent) =>
      work(world, purse, { session: `${life}-${agent}`, turns: models[agent % 2]!, steps, crash, onCut: () => cut++ }),
    )
    answers += (await Promise.all(agents)).reduce((sum, each) => sum + each, 0)
  }
  check(world)
  const isReached = ['a/1', 'b/1'].some((id) => openedAgain(world).reached({ api: id[0]!, interaction: id }))
  return { crashes: lives - 1, cut, answers, isReached }
}

interface Agent {
  readonly session: string
  /** What is left of the turns of its model. */
  readonly turns: { left: number }
  /** Of this process, until it is killed. */
  readonly steps: number
  readonly crash: AbortController
  readonly onCut: () => void
}

async function work(world: World, purse: Purse, { session, turns, steps, crash, onCut }: Agent): Promise<number> {
  const { random, record } = world
  const payer = { api: random() < 0.5 ? 'a' : 'b', interaction: '' }
  payer.interaction = `${payer.api}/${Math.floor(3 * random())}`
  let answers = 0
  for (let step = 0; step < steps; step++) {
    const most = 0.02 + 0.5 * random() ** 3
    const held = await purse.hold({ ...payer, session }, most, crash.signal, gateBefore(turns))
    if (held.kind !== 'held') return answers
    const entry: World['record'][number] = { payer, usd: most }
    record.push(entry)
    answers++
    bill(world, { ...payer, session }, most * random())
    for (let ticks = Math.floor(6 * random()); ticks > 0; ticks--) await Promise.resolve()
    if (crash.signal.aborted) return answers // killed: nobody books it
    const isCut = random() < 0.1
    if (isCut) onCut()
    entry.settled = isCut ? most : lastBill(world, session)
    held.settle(entry.settled)
    turns.left++
    purse.serve()
    if (step === steps - 1 && steps < 400) crash.abort()
  }
  return answers
}

function gateBefore(turns: { left: number }): Gate {
  return {
    state: () => (turns.left > 0 ? 'open' : 'shut'),
    enter() {
      turns.left--
      if (turns.left < 0) throw new Error('two have one turn')
    },
  }
}

function bill({ billed }: World, { api, interaction, session }: Payer & { session: string }, usd: number): void {
  for (const key of ['run ', `api ${api}`, `interaction ${interaction}`, `attempt ${session}`]) {
    const before = billed.get(key) ?? { usd: 0, dearest: 0 }
    billed.set(key, { usd: before.usd + usd, dearest: Math.max(before.dearest, usd) })
  }
  billed.set(`last ${session}`, { usd, dearest: usd })
}

function lastBill({ billed }: World, session: string): number {
  return billed.get(`last ${session}`)?.usd ?? 0
}

function check({ caps, billed }: World): void {
  for (const [key, { usd, dearest }] of billed) {
    const [level = '', name = ''] = key.split(' ')
    if (level === 'last') continue
    const cap = level === 'api' ? caps.api?.[name] : caps[level as 'run' | 'interaction' | 'attempt']
    expect(usd, key).toBeLessThanOrEqual((cap ?? Infinity) + dearest + 1e-9)
  }
}

function openedAgain({ caps, record }: World): Purse {
  return openPurse(
    caps,
    record.map(({ payer, usd, settled }) => ({ ...payer, usd: settled ?? usd })),
  )
}
