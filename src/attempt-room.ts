import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { RunContext } from './build-interaction.ts'
import { fixtureOf } from './gateway/fixture.ts'
import { type Gateway, openGateway } from './gateway/gateway.ts'
import { generatedTest } from './nango/generated-test.ts'
import { type NangoCommandAnswer, runNangoCommand } from './nango/shim.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Deadline } from './lib/deadline.ts'
import { type Standstill, openStandstill } from './lib/standstill.ts'
import { type RoomAccount, openRoomAccount } from './room-account.ts'
import type { DryRunEvidence } from './verify/evidence.ts'
import type { HandCall } from './workspace/hand-call.ts'
import { readSource } from './workspace/source.ts'
import { type Workspace, openWorkspace, showFile } from './workspace/workspace.ts'

/** Where one attempt happens: a workspace, an account behind a gateway, and what was seen there so far. */
export interface AttemptRoom extends AsyncDisposable {
  readonly interaction: Interaction
  readonly attempt: number
  /** `.assay/runs/<run>/<api>/<name>/attempt-<n>`. */
  readonly dir: string
  readonly workspace: Workspace
  readonly account: RoomAccount
  readonly gateway: Gateway
  readonly handCalls: HandCall[]
  readonly dryRuns: DryRunEvidence[]
  /** What the agent waited for a turn of ours. */
  readonly heldUp: Standstill
  /** What the agent's last dry run with --save is said to have made. */
  saved: NangoCommandAnswer['saved']
}

export async function openAttemptRoom(
  place: Pick<AttemptRoom, 'interaction' | 'attempt' | 'dir'>,
  run: RunContext,
): Promise<AttemptRoom> {
  const { interaction, attempt, dir } = place
  const { toolchain, socketDir } = run.rig
  const { guardrails } = run.facts
  const workspace = await openWorkspace({
    dir: join(dir, 'workspace'),
    interaction,
    toolchain,
    guardrails,
    ...(run.plan.skills && { skills: run.plan.skills }),
  })
  const account = await openRoomAccount(interaction, attempt, run)
  const gateway = await openGateway({
    socketPath: join(socketDir, `${randomBytes(6).toString('hex')}.sock`),
    api: interaction.api,
    connection: interaction.connection,
    ...account.behind,
    recordingPath: join(dir, 'recording.jsonl'),
    hardStop: true,
  })
  const close = async () => {
    await gateway[Symbol.asyncDispose]()
    await account[Symbol.asyncDispose]()
  }
  return {
    ...place,
    workspace,
    account,
    gateway,
    handCalls: [],
    dryRuns: [],
    heldUp: openStandstill(),
    saved: undefined,
    [Symbol.asyncDispose]: close,
  }
}

interface NangoCall {
  readonly argv: readonly string[]
  readonly signal: AbortSignal
  readonly clock: Pick<Deadline, 'except'>
}

/** The agent's `nango`: the real CLI on a copy of its source, in a box of its own, watched by the gateway. */
export async function runNango(
  room: AttemptRoom,
  run: RunContext,
  { clock, ...call }: NangoCall,
): Promise<NangoCommandAnswer> {
  const { gateway, workspace, interaction, dryRuns, account } = room
  const { toolchain, reader, heavy } = run.rig
  const isOpen = workspace.guardrails !== 'enforce'
  const label = `dry-run-${dryRuns.length + 1}`
  const source = await readSource(workspace)
  const stateBefore = await account.state()
  const turn = Promise.withResolvers<void>()
  const answering = heavy(() => {
    turn.resolve()
    return gateway.during(label, () =>
      runNangoCommand({ ...call, toolchain, interaction, source, gateway, reader, isOpen }),
    )
  })
  // That others are many is not this agent's doing.
  await room.heldUp.during(() => clock.except(() => turn.promise))
  const answer = await answering
  if (answer.dryRun) dryRuns.push({ ...answer.dryRun, label, ...(stateBefore && { stateBefore }) })
  if (answer.saved) await showFixture(room, label, answer.saved)
  room.saved = answer.saved ?? room.saved
  return answer.testsWanted ? { ...answer, ...(await showTest(room)) } : answer
}

/** What the agent gets to see of a saved dry run: our view of the recording. What becomes of it there counts for nothing. */
async function showFixture(
  { gateway, interaction: { api, name, connection }, workspace }: AttemptRoom,
  label: string,
  saved: NonNullable<NangoCommandAnswer['saved']>,
): Promise<void> {
  const exchanges = gateway.recording.filter(({ during }) => during === label)
  const fixture = fixtureOf({ ...saved, exchanges, connection, provider: api })
  await showFile(workspace, join(api, 'tests', `${name}.test.json`), `${JSON.stringify(fixture, null, 2)}\n`)
}

/** The test of what was saved last, as the CLI would generate it beside the fixture. Ours too, until the agent changes it. */
async function showTest({
  interaction,
  workspace,
  saved,
}: AttemptRoom): Promise<Pick<NangoCommandAnswer, 'exitCode' | 'output'>> {
  if (!saved) {
    return {
      exitCode: 1,
      output: 'No test was generated: it takes a fixture, which a dry run with --save leaves when it succeeds.',
    }
  }
  const { path, text } = generatedTest(interaction, Object.keys({ ...saved.saved, ...saved.deleted }))
  await showFile(workspace, path, text)
  return { exitCode: 0, output: `Generated 1 test file(s):\n  ${path}` }
}
