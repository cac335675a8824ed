import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Exchange } from '../gateway/exchange.ts'
import { type Gateway, type GatewayOptions, openGateway } from '../gateway/gateway.ts'
import type { LiveApi } from '../gateway/live/live-api.ts'
import { projectFiles, sourcePath } from '../nango/project-files.ts'
import { type ProjectFile, type Room, openRoom } from '../nango/room.ts'
import type { Reader } from '../nango/reader.ts'
import type { Toolchain } from '../nango/toolchain.ts'
import type { Interaction } from '../plan/interaction.ts'
import { type ToldPaging, toldPaging } from './fresh/told-paging.ts'
import { type EmbeddedApi, embeddedApi } from '../standins/embedded-apis.ts'
import type { AccountState, StandIn } from '../standins/stand-in.ts'
import type { PseudonymRule } from './generated/personal/disguise.ts'
import { openDocs } from '../standins/docs/open-docs.ts'
import { type WriteWatch, watchWrites } from './changing-requests.ts'
import { sharedAccount } from './shared/shared-account.ts'

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
  /** Set when the API is not embedded: its one test account is what there is. */
  readonly live?: LiveApi
  /** What was seen of that account before. */
  readonly seen?: readonly Exchange[]
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
  /** The account is a live one, which others use too: there is no other, and it cannot be read from behind. */
  readonly isShared: boolean
  /** Of the account behind the gateway. */
  readonly accountSeed: number
  /** While `work` runs, the account is read between the requests that may write. */
  watched<result>(work: () => Promise<result>): Promise<{ result: result; states: readonly AccountState[] }>
}

export async function openCleanRoom(interaction: Interaction, source: string, rig: VerifyRig): Promise<CleanRoom> {
  const accounts = rig.live ? liveAccounts(rig.live, rig) : embeddedAccounts(interaction, rig)
  let watch: WriteWatch | undefined
  const gateway = await openGateway({
    socketPath: join(rig.socketDir, `${randomBytes(6).toString('hex')}.sock`),
    api: interaction.api,
    connection: interaction.connection,
    ...accounts.behind(async (request) => watch?.before(request, accounts.account())),
    ...(interaction.metadata && { metadata: interaction.metadata }),
    recordingPath: join(rig.dir, 'recording.jsonl'),
    hardStop: false,
  })
  const files = projectWith(interaction, source, rig.toolchain)
  const { toolchain, reader } = rig
  const functions = [{ api: interaction.api, name: interaction.name, kind: interaction.kind }]
  const room = await openRoom({ toolchain, files, functions, gateway, ...(reader && { reader }) })
  let accountSeed = rig.seed
  return {
    room,
    gateway,
    credential: accounts.credential,
    told: toldPaging(accounts.docs),
    isShared: accounts.isShared,
    async newAccount(seed) {
      accountSeed = seed
      await accounts.renew(seed, gateway)
    },
    account: accounts.account,
    get accountSeed() {
      return accountSeed
    },
    async watched(work) {
      if (accounts.isShared) return { result: await work(), states: [] }
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
      await accounts[Symbol.asyncDispose]()
    },
  }
}

/** Where the accounts of a clean room come from. */
interface Accounts extends AsyncDisposable {
  readonly isShared: boolean
  readonly credential: string
  readonly docs: Parameters<typeof toldPaging>[0]
  /** `look` is called before a request goes on. */
  behind(
    look: (request: Request) => Promise<void>,
  ): Pick<GatewayOptions, 'upstream' | 'credential' | 'baseUrl' | 'connectionConfig' | 'metadata'>
  renew(seed: number, gateway: Gateway): Promise<void>
  account(): StandIn
}

/** A new one whenever it is asked for. */
function embeddedAccounts(interaction: Interaction, rig: VerifyRig): Accounts {
  const api = embeddedApi(interaction.api, rig.apis)
  const credential = rig.mint()
  let account: StandIn | undefined
  return {
    isShared: false,
    credential,
    docs: api.docs(),
    behind: (look) => ({
      upstream: {
        kind: 'embedded',
        fetch: async (request) => {
          await look(request)
          return opened(account).fetch(request)
        },
      },
      credential,
      ...(api.baseUrl !== undefined && { baseUrl: api.baseUrl }),
    }),
    async renew(seed) {
      await account?.[Symbol.asyncDispose]()
      account = await api.open({ seed, credential, ...(rig.scopes && { scopes: rig.scopes }) })
    },
    account: () => opened(account),
    [Symbol.asyncDispose]: async () => account?.[Symbol.asyncDispose](),
  }
}

/** The one that there is. */
function liveAccounts(live: LiveApi, { seen = [] }: VerifyRig): Accounts {
  const { name, upstream, baseUrl, connectionConfig, metadata } = live
  let account: StandIn | undefined
  return {
    isShared: true,
    credential: '',
    docs: openDocs(name),
    behind: () => ({ upstream, baseUrl, connectionConfig, ...(metadata && { metadata }) }),
    async renew(_, { recording }) {
      account ??= sharedAccount({ live, seen, recording })
    },
    account: () => opened(account),
    [Symbol.asyncDispose]: async () => undefined,
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
