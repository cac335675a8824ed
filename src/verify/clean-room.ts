import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type Gateway, openGateway } from '../gateway/gateway.ts'
import { projectFiles, sourcePath } from '../nango/project-files.ts'
import { type ProjectFile, type Room, openRoom } from '../nango/room.ts'
import type { Reader } from '../nango/reader.ts'
import type { Toolchain } from '../nango/toolchain.ts'
import type { Interaction } from '../plan/interaction.ts'
import { type ToldPaging, toldPaging } from './fresh/told-paging.ts'
import { type EmbeddedApi, embeddedApi } from '../standins/embedded-apis.ts'
import type { AccountState, StandIn } from '../standins/stand-in.ts'
import type { PseudonymRule } from './generated/personal/disguise.ts'
import { type WriteWatch, watchWrites } from './changing-requests.ts'

/** What of ours a verification needs. */
export interface VerifyRig {
  readonly toolchain: Toolchain
  /** A fresh directory for this verification: its recording stays there. */
  readonly dir: string
  /** For unix sockets: a short path. */
  readonly socketDir: string
  /** Different for each verification, and from every attempt's: its accounts and inputs come of it. */
  readonly seed: number
  /** Scopes of the account's credential; all when absent. */
  readonly scopes?: readonly string[]
  /** The APIs that can be embedded; Assay's own unless given. */
  readonly apis?: readonly EmbeddedApi[]
  /** Makes the account's credential. */
  readonly mint: () => string
  /** Lets heavy work wait for its turn. */
  readonly heavy: <result>(work: () => Promise<result>) => Promise<result>
  /** A warm type checker, shared by verifications. */
  readonly reader?: Reader
  /** How personal values are replaced in what is generated. */
  readonly pseudonyms?: PseudonymRule
}

/** A room, a gateway and accounts in which only the transplanted source is the agent's. */
export interface CleanRoom extends AsyncDisposable {
  readonly room: Room
  readonly gateway: Gateway
  readonly credential: string
  /** How its API's lists go on, as far as the reference says it. */
  readonly told: readonly ToldPaging[]
  /** From now on the API behind the gateway is a new account. The one before is closed. */
  newAccount(seed: number): Promise<void>
  account(): StandIn
  /** Of the account behind the gateway. */
  readonly accountSeed: number
  /** While `work` runs, the account is read between the requests that may write. */
  watched<result>(work: () => Promise<result>): Promise<{ result: result; states: readonly AccountState[] }>
}

export async function openCleanRoom(interaction: Interaction, source: string, rig: VerifyRig): Promise<CleanRoom> {
  const credential = rig.mint()
  const api = embeddedApi(interaction.api, rig.apis)
  let account: StandIn | undefined
  let accountSeed = rig.seed
  let watch: WriteWatch | undefined
  const fetch = async (request: Request) => {
    await watch?.before(request, opened(account))
    return opened(account).fetch(request)
  }
  const gateway = await openGateway({
    socketPath: join(rig.socketDir, `${randomBytes(6).toString('hex')}.sock`),
    api: interaction.api,
    connection: interaction.connection,
    ...(interaction.metadata && { metadata: interaction.metadata }),
    upstream: { kind: 'embedded', fetch },
    credential,
    ...(api.baseUrl !== undefined && { baseUrl: api.baseUrl }),
    recordingPath: join(rig.dir, 'recording.jsonl'),
    hardStop: false,
  })
  const files = projectWith(interaction, source, rig.toolchain)
  const { toolchain, reader } = rig
  const functions = [{ api: interaction.api, name: interaction.name, kind: interaction.kind }]
  const room = await openRoom({ toolchain, files, functions, gateway, ...(reader && { reader }) })
  return {
    room,
    gateway,
    credential,
    told: toldPaging(api.docs()),
    async newAccount(seed) {
      await account?.[Symbol.asyncDispose]()
      accountSeed = seed
      account = await api.open({ seed, credential, ...(rig.scopes && { scopes: rig.scopes }) })
    },
    account: () => opened(account),
    get accountSeed() {
      return accountSeed
    },
    async watched(work) {
      const current = watchWrites()
      watch = current
      try {
        return { result: await work(), states: current.states }
      } finally {
        watch = undefined
      }
    },
    async [Symbol.asyncDispose]() {
      await room[Symbol.asyncDispose]()
      await gateway[Symbol.asyncDispose]()
      await account?.[Symbol.asyncDispose]()
    },
  }
}

function opened(account: StandIn | undefined): StandIn {
  if (!account) throw new Error('a request came before there was an account')
  return account
}

/** A pristine project round the one file that crosses the border. */
export function projectWith(interaction: Interaction, source: string, toolchain: Toolchain): ProjectFile[] {
  return [...projectFiles(toolchain, [interaction]), { path: sourcePath(interaction), text: source }]
}
