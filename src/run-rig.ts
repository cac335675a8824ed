import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cells, openCells } from './agent/cells.ts'
import { type ModelGateway, openModelGateway } from './agent/model-gateway.ts'
import { type Level, openPurse, type Purse } from './agent/model-gateway/purse.ts'
import { proxiesIn } from './lib/proxies.ts'
import { openCodeBinary } from './agent/opencode.ts'
import { type ModelsInUse, type ModelsOptions, modelsInUse } from './agent/providers.ts'
import type { Attempted } from './attempt.ts'
import { probeBox } from './box/probe-box.ts'
import { confineWith } from './box/sandbox.ts'
import type { BuildOptions } from './build.ts'
import { freeMb } from './lib/free-space.ts'
import { thisMachine } from './lib/machine.ts'
import { semaphore } from './lib/semaphore.ts'
import { sha256 } from './lib/sha256.ts'
import { mintSecret } from './lib/mint-secret.ts'
import { UserError } from './lib/user-error.ts'
import { openTempDir } from './lib/temp-dir.ts'
import { commandsAtOnce, leastDiskMb } from './plan/density.ts'
import type { Interaction } from './plan/interaction.ts'
import { demandPrices, withListPrices } from './plan/pricing.ts'
import { prepareToolchain } from './nango/prepare-toolchain.ts'
import { type LiveApis, openLiveApis } from './open-live-apis.ts'
import { isPlayed, playedAt } from './played-models.ts'
import { type RunDocs, openRunDocs } from './open-run-docs.ts'
import { type Reader, openReader } from './nango/reader.ts'
import type { Toolchain } from './nango/toolchain.ts'
import { type Rehearsal, startRehearsal } from './rehearsal/start-rehearsal.ts'
import type { VerifyRig } from './verify/clean-room.ts'
import { toolDefinitions, toolDefinitionsFile } from './workspace/hands/tool-list.ts'

/** Everything of ours that a run's attempts share. */
export interface RunRig extends AsyncDisposable {
  readonly toolchain: Toolchain
  /** Type-checks for agents and verifier; executes nothing of theirs. */
  readonly reader: Reader
  /** Test accounts of APIs that are not embedded. */
  readonly live: LiveApis
  /** Reference pages for agents. */
  readonly docs: RunDocs
  readonly models: ModelGateway
  readonly cells: Cells
  /** Short paths for unix sockets; gone with the run. */
  readonly socketDir: string
  /** Commands of the Nango CLI cost seconds and 400 MB each: they are limited, not the agents. */
  readonly heavy: <result>(work: () => Promise<result>) => Promise<result>
  /** A number of its own for each purpose, the same in every run of one seed. */
  seedFor(purpose: string): number
  /** A random secret: an account's credential, a server's password. */
  readonly mint: () => string
  /** The widest cap that is spent, of those that all attempts of an interaction share. */
  reached(interaction: Interaction): Level | undefined
  verifyRig(of: { dir: string; attempted: Extract<Attempted, { kind: 'worked' }>; time: number }): VerifyRig
}

/** Proves the box, prepares the toolchain, starts the model gateway and, if a part is to play, the rehearsal model. */
export async function openRunRig(options: BuildOptions): Promise<RunRig> {
  confineWith(options.facts.sandbox)
  await probeBox()
  openCodeBinary()
  const opened: AsyncDisposable[] = []
  const close = async () => {
    for (const each of opened.toReversed()) await each[Symbol.asyncDispose]()
  }
  try {
    // What an account or a model lacks is said before the toolchain is made.
    const live = await openLiveApis(options)
    const docs = openRunDocs(options)
    opened.push(live, docs)
    const inUse = await openModels(options, opened)
    const purse = purseOf(options)
    const temp = await openTempDir()
    opened.push(temp)
    const gateway = await openModelGateway({ providers: inUse.providers, purse, proxies: proxiesIn(options.keys) })
    opened.push(gateway)
    const cells = openCells({
      dir: temp.dir,
      agentsPerServer: options.facts.agentsPerServer,
      tools: toolDefinitions.map(({ name }) => name),
      toolDefinitions: toolDefinitionsFile,
      models: inUse.configs,
      skills: options.plan.skills ?? [],
      mint: mintOf(options),
      listen: (socketPath, user) => gateway.listen(socketPath, user),
      ...(options.isPlain && { isPlain: true }),
    })
    opened.push(cells)
    // A server takes seconds to start: it does so while the toolchain is made.
    if (inUse.configs.length > 0) cells.prepare()
    const toolchain = { ...(await prepareToolchain(options.cacheDir)), ...(options.isPlain && { isPlain: true }) }
    demandRoom(options.runDir)
    const reader = openReader(toolchain)
    opened.push(reader)
    return rigOf(options, { temp: temp.dir, toolchain, reader, live, docs, gateway, purse, cells }, close)
  } catch (error) {
    await close()
    throw error
  }
}

/** What earlier processes of the run spent is gone. */
function purseOf({ plan: { budget, interactions }, earlier }: BuildOptions): Purse {
  const { usd: run, usdPerApi: api, usdPerInteraction, usdPerAttempt: attempt } = budget
  const caps = {
    ...(run !== undefined && { run }),
    ...(api && { api }),
    ...(usdPerInteraction !== undefined && { interaction: usdPerInteraction }),
    ...(attempt !== undefined && { attempt }),
  }
  return openPurse(
    caps,
    interactions.map(({ id, api }) => ({ api, interaction: id, usd: earlier?.usd[id] ?? 0 })),
  )
}

/** A disk that runs full in the middle would fail every attempt, whoever's fault it seemed. */
function demandRoom(dir: string): void {
  const free = freeMb(dir)
  if (free >= leastDiskMb) return
  throw new UserError(
    `Only ${free} MB are free on the disk of ${dir}.`,
    `Make room: a run needs ${leastDiskMb} MB at least, and some megabytes for each attempt.`,
  )
}

interface Parts {
  readonly temp: string
  readonly toolchain: Toolchain
  readonly reader: Reader
  readonly live: LiveApis
  readonly docs: RunDocs
  readonly gateway: ModelGateway
  readonly purse: Purse
  readonly cells: Cells
}

async function rigOf(options: BuildOptions, parts: Parts, close: () => Promise<void>): Promise<RunRig> {
  const { toolchain, reader, live, docs, gateway, purse, cells } = parts
  const socketDir = join(parts.temp, 'gw')
  await mkdir(socketDir, { mode: 0o711 })
  const seedFor = (purpose: string) => seedOf(options.facts.seed, purpose)
  const heavy = semaphore(commandsAtOnce(thisMachine()))
  const pseudonyms = { key: randomBytes(32), isForced: options.plan.replacePersonal === true }
  return {
    toolchain,
    reader,
    live,
    docs,
    models: gateway,
    cells,
    socketDir,
    heavy,
    seedFor,
    mint: mintOf(options),
    reached: ({ id, api }) => purse.reached({ api, interaction: id }),
    verifyRig: ({ dir, attempted: { evidence }, time }) => ({
      toolchain,
      reader,
      dir,
      socketDir,
      heavy,
      mint: mintOf(options),
      pseudonyms,
      seed: seedFor(`${evidence.interaction.id} attempt ${evidence.attempt} verification ${time}`),
      ...scopesOf(options, evidence.interaction.api),
      ...(options.apis && { apis: options.apis }),
    }),
    [Symbol.asyncDispose]: close,
  }
}

/** A number of its own for each purpose, the same in every run of one seed. */
export function seedOf(seed: number, purpose: string): number {
  return Number.parseInt(sha256(`${seed} ${purpose}`).slice(0, 8), 16)
}

function mintOf({ mint = mintSecret }: BuildOptions): () => string {
  return mint
}

/** Scopes of an API's embedded credential, where the spec limits them. */
export function scopesOf({ plan }: BuildOptions, api: string): { scopes?: readonly string[] } {
  const scopes = plan.scopes[api]
  return scopes ? { scopes } : {}
}

/** Who answers for the models of the plan; starts the rehearsal model when a part is to play. */
async function openModels(options: BuildOptions, opened: AsyncDisposable[]): Promise<ModelsInUse> {
  const { ladders, providers } = options.plan
  // What was decided already needs no model.
  const { earlier, known } = options
  const isDecided = (id: string) => known?.[id] !== undefined || earlier?.standings[id]?.kind === 'settled'
  const open = options.plan.interactions.filter(({ id }) => !isDecided(id))
  const models = open.flatMap(({ id }) => ladders[id] ?? [])
  const played = models.filter(isPlayed)
  const real = models.filter((model) => !isPlayed(model))
  demandPrices(real, providers)
  const inUse = modelsInUse(real, { settings: withListPrices(real, providers), keys: options.keys })
  if (played.length === 0) return inUse
  const rehearsal = await openRehearsal(options, played)
  opened.push(rehearsal.process)
  const playing = modelsInUse(played, rehearsal)
  const unpaced = Object.entries(playing.providers).map(([name, each]) => [name, { ...each, isUnpaced: true }] as const)
  return {
    configs: [...inUse.configs, ...playing.configs],
    providers: { ...inUse.providers, ...Object.fromEntries(unpaced) },
  }
}

async function openRehearsal(
  options: BuildOptions,
  played: readonly string[],
): Promise<ModelsOptions & { readonly process: Rehearsal }> {
  const apiKey = mintOf(options)()
  const { latency = 'zero', facts, partsDir, onFatal } = options
  const process = await startRehearsal({
    latency,
    apiKey,
    seed: facts.seed,
    ...(partsDir !== undefined && { partsDir }),
    ...(onFatal && { onFatal }),
  })
  return { process, ...playedAt(process.url, played, apiKey) }
}
