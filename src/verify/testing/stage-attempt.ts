import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openGateway } from '../../gateway/gateway.ts'
import type { Json, JsonObject } from '../../lib/json.ts'
import { sha256 } from '../../lib/sha256.ts'
import { openTempDir } from '../../lib/temp-dir.ts'
import { openRoom } from '../../nango/room.ts'
import { sourcePath } from '../../nango/project-files.ts'
import type { Reader } from '../../nango/reader.ts'
import type { Toolchain } from '../../nango/toolchain.ts'
import type { Interaction } from '../../plan/interaction.ts'
import { type EmbeddedApi, embeddedApi } from '../../standins/embedded-apis.ts'
import type { AccountState } from '../../standins/stand-in.ts'
import { projectWith } from '../clean-room.ts'
import type { DryRunEvidence, Evidence } from '../evidence.ts'

/** For tests: what an agent might do, without one. */
export interface StagedAttempt {
  readonly interaction: Interaction
  readonly source: string
  /** Functions that it runs before, in the same account: to look round, or to make what it needs. */
  readonly before?: readonly { readonly source: string; readonly input: (account: AccountState) => Json }[]
  /** The input of its dry run, from the account; with the output of the last function before. */
  readonly input: (account: AccountState, found: Json) => Json | undefined
  readonly metadata?: JsonObject
  readonly scopes?: readonly string[]
  readonly seed?: number
}

/** Runs the attempt's functions against an account of the agent's own, and seals what it leaves as evidence. */
export async function stageAttempt(
  staged: StagedAttempt,
  tools: { toolchain: Toolchain; reader?: Reader; apis?: readonly EmbeddedApi[] },
): Promise<Evidence> {
  const { interaction, metadata, scopes, seed = 11 } = staged
  const temp = await openTempDir()
  const credential = randomBytes(12).toString('hex')
  const api = embeddedApi(interaction.api, tools.apis)
  const account = await api.open({ seed, credential, ...(scopes && { scopes }) })
  const gateway = await openGateway({
    socketPath: join(temp.dir, 'gateway.sock'),
    api: interaction.api,
    connection: interaction.connection,
    upstream: { kind: 'embedded', fetch: (request) => account.fetch(request) },
    credential,
    ...(api.baseUrl !== undefined && { baseUrl: api.baseUrl }),
    recordingPath: join(temp.dir, 'recording.jsonl'),
    hardStop: true,
  })
  const dryRuns: DryRunEvidence[] = []
  const run = async (source: string, inputFor: (state: AccountState) => Json | undefined): Promise<Json> => {
    const files = projectWith(interaction, source, tools.toolchain)
    const room = await openRoom({ ...tools, files, functions: [interaction], gateway })
    try {
      const stateBefore = await account.snapshot()
      const input = inputFor(stateBefore)
      const label = `dry-run-${dryRuns.length + 1}`
      const ending = await gateway.during(label, () =>
        room.dryRun({ connection: interaction.connection, ...given(input, metadata) }),
      )
      const exitCode = ending.kind === 'returned' ? 0 : 12
      const output = JSON.stringify(ending).slice(0, 2_000)
      dryRuns.push({ label, input, metadata, sourceSha256: sha256(source), exitCode, output, stateBefore })
      return ending.kind === 'returned' ? ending.output : null
    } finally {
      await room[Symbol.asyncDispose]()
    }
  }
  try {
    let found: Json = null
    for (const { source, input } of staged.before ?? []) found = await run(source, input)
    await run(staged.source, (state) => staged.input(state, found))
    return {
      interaction,
      attempt: 1,
      source: { kind: 'file', path: sourcePath(interaction), text: staged.source, sha256: sha256(staged.source) },
      claim: { kind: 'done', text: 'It is done.' },
      recording: [...gateway.recording],
      accessStops: [...gateway.accessStops],
      dryRuns,
      handCalls: [],
      manifestChanges: [],
    }
  } finally {
    await gateway[Symbol.asyncDispose]()
    await account[Symbol.asyncDispose]()
    await temp[Symbol.asyncDispose]()
  }
}

function given(input: Json | undefined, metadata: JsonObject | undefined) {
  return { ...(input === undefined ? {} : { input }), ...(metadata === undefined ? {} : { metadata }) }
}

export function interactionOf(id: string, more: Partial<Interaction> = {}): Interaction {
  const [api = '', name = ''] = id.split('/')
  const kind = name.startsWith('sync-') ? 'sync' : 'action'
  return { id, api, name, kind, does: name, connection: 'demo', docs: [], operations: [], exempt: [], ...more }
}
