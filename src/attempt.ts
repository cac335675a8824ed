import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ending } from './agent/ending.ts'
import { type AgentRun, runAgent } from './agent/run-agent.ts'
import { type AgentLimits, defaultLimits } from './agent/watchdogs.ts'
import { type AttemptRoom, openAttemptRoom, runNango } from './attempt-room.ts'
import type { RunContext } from './build-interaction.ts'
import { inPhase } from './lib/phase.ts'
import { UserError } from './lib/user-error.ts'
import type { Interaction } from './plan/interaction.ts'
import { setAside } from './set-aside.ts'
import { archiveTrace } from './trace/archive-trace.ts'
import type { Claim, Evidence } from './verify/evidence.ts'
import { openHands } from './workspace/hands/open-hands.ts'
import { readSource } from './workspace/source.ts'
import { manifestChanges, sealWorkspace } from './workspace/workspace.ts'

/** What one attempt left behind. A fault of our side is nobody's attempt. */
export type Attempted =
  | { readonly kind: 'worked'; readonly dir: string; readonly evidence: Evidence }
  | { readonly kind: 'rig-fault'; readonly dir: string; readonly because: string }
  /** Ended from outside before its agent had finished, by a stop or by the budget: it says nothing about anybody. */
  | { readonly kind: 'cut-off' }

/** One try at one interaction, from nothing: an empty workspace, a gateway of its own, a fresh agent. Ends with sealed evidence. */
export async function attemptOnce(interaction: Interaction, attempt: number, run: RunContext): Promise<Attempted> {
  const dir = attemptDirOf(run, interaction, attempt)
  const model = modelOf(run, interaction, attempt)
  run.tell({ kind: 'attempt-started', interaction: interaction.id, attempt, model })

  // Whatever an attempt of this number left that was cut off, or does not count.
  await setAside(dir, 'set-aside')
  await mkdir(dir, { recursive: true })
  const room = await inPhase('prepare', () => openAttemptRoom({ interaction, attempt, dir }, run))
  try {
    const { ending } = await inPhase('agent', () => work(room, model, run))
    tellEnding(room, ending, run)
    if (ending.kind === 'rig-fault') return { kind: 'rig-fault', dir, because: ending.because }
    if (ending.kind === 'interrupted' || isOfMany(ending)) return { kind: 'cut-off' }
    // A faulted one makes room for another of its number; its own recording keeps what it did.
    run.keepExchanges(interaction.id, attempt, room.gateway.recording)
    return { kind: 'worked', dir, evidence: await seal(room, ending) }
  } finally {
    await room[Symbol.asyncDispose]()
    run.accounts.learn(interaction, room.gateway.recording)
    await run.accounts.release(interaction, attempt)
  }
}

/** Attempt n uses the n-th model of the ladder, or the last. */
export function modelOf({ plan }: Pick<RunContext, 'plan'>, { id }: Interaction, attempt: number): string {
  const ladder = plan.ladders[id] ?? []
  const model = ladder[Math.min(attempt, ladder.length) - 1]
  if (!model) throw new Error(`${id} has no model`)
  return model
}

/** Money that many share has run out: that is not this attempt's doing. What it has used up itself is. */
function isOfMany(ending: Ending): boolean {
  return ending.kind === 'out-of-budget' && ending.of !== 'attempt' && ending.of !== 'interaction'
}

export function attemptDirOf(
  { runDir }: Pick<RunContext, 'runDir'>,
  { api, name }: Interaction,
  attempt: number,
): string {
  return join(runDir, api, name, `attempt-${attempt}`)
}

/** Lets one agent work in the room, and keeps its trace. When this resolves, nothing of the agent is alive. */
async function work(room: AttemptRoom, model: string, run: RunContext): Promise<AgentRun> {
  const { interaction, workspace, handCalls, gateway } = room
  const { toolchain, models, cells } = run.rig
  const berth = await cells.berth().catch(asRigFault)
  if ('ending' in berth) return berth
  const { handsSocket, directory } = berth.cell.slot(berth.slot)
  const of = { interaction: interaction.id, attempt: room.attempt }
  let blockedReason: string | undefined
  let session: string | undefined
  const hands = await openHands({
    socketPath: handsSocket,
    caller: berth.cell.user,
    root: directory,
    workspaceDir: workspace.dir,
    sourceFile: workspace.sourceFile,
    scratch: workspace.scratch,
    toolchain,
    session: () => session,
    guardrails: workspace.guardrails,
    laid: workspace.laid,
    run: {
      nango: (argv, signal, clock) => runNango(room, run, { argv, signal, clock }),
      docs: (request) => gateway.docs(docsRequest(request)),
      blocked: (reason) => {
        blockedReason = reason
      },
    },
    journal: (call) => handCalls.push(call),
  })
  try {
    const agent = await runAgent({
      attempt: `${interaction.id}#${room.attempt}`,
      interaction,
      sourceFile: workspace.sourceFile,
      model,
      cell: berth.cell,
      slot: berth.slot,
      models,
      limits: limitsOf(run),
      handCalls,
      onHold: ({ id, usd }) => run.tell({ kind: 'held', ...of, hold: id, usd }),
      onSpend: (spend, hold) => run.tell({ kind: 'spent', ...of, spend, ...(hold !== undefined && { hold }) }),
      onSession: (id) => {
        session = id
      },
      blockedReason: () => blockedReason,
      accessStops: gateway.accessStops,
      handsBusy: () => hands.busy,
      heldUpMs: () => room.heldUp.ms,
      signal: run.stop,
    })
    if (agent.sessionId !== undefined)
      await archiveTrace(berth.cell.databasePath, agent.sessionId, join(room.dir, 'opencode.db'))
    return agent
  } finally {
    await hands[Symbol.asyncDispose]()
    await berth[Symbol.asyncDispose]()
  }
}

/** A server that did not come up is nobody's attempt; a person's mistake, such as a wrong version, ends the interaction. */
function asRigFault(error: unknown): AgentRun {
  if (error instanceof UserError) throw error
  return { ending: { kind: 'rig-fault', because: error instanceof Error ? error.message : String(error) } }
}

function docsRequest({ query, page, from }: { query?: string; page?: string; from?: number }) {
  return page === undefined
    ? ({ kind: 'search', query: query ?? '' } as const)
    : ({ kind: 'read', page, from } as const)
}

function limitsOf({ plan: { budget } }: RunContext): AgentLimits {
  return budget.minutes === undefined ? defaultLimits : { ...defaultLimits, milliseconds: budget.minutes * 60_000 }
}

function tellEnding({ interaction, attempt, gateway, handCalls }: AttemptRoom, ending: Ending, run: RunContext): void {
  const exchanges = gateway.recording.filter(({ kind }) => kind === 'proxy').length
  const toolCalls = handCalls.length
  run.tell({ kind: 'agent-ended', interaction: interaction.id, attempt, ending, exchanges, toolCalls })
}

/** Everything the verifier may look at, now that the agent's box is dead. Kept on disk as well. */
async function seal(room: AttemptRoom, ending: Ending): Promise<Evidence> {
  const { interaction, attempt, dir, workspace, gateway, dryRuns, handCalls } = room
  const evidence: Evidence = {
    interaction,
    attempt,
    source: await readSource(workspace),
    claim: claimOf(ending),
    recording: [...gateway.recording],
    accessStops: [...gateway.accessStops],
    dryRuns,
    handCalls,
    manifestChanges: await manifestChanges(workspace),
    guardrails: workspace.guardrails,
  }
  await sealWorkspace(workspace)
  // The recording has a file of its own, and the account's states would dwarf the rest.
  const kept = {
    ...evidence,
    recording: 'recording.jsonl',
    dryRuns: dryRuns.map((dryRun) => ({ ...dryRun, stateBefore: undefined })),
  }
  await writeFile(join(dir, 'evidence.json'), JSON.stringify(kept, null, 2))
  return evidence
}

function claimOf(ending: Ending): Claim {
  switch (ending.kind) {
    case 'finished':
      return { kind: 'done', text: ending.text }
    case 'blocked':
      return { kind: 'blocked', reason: ending.reason }
    case 'looping':
      return { kind: 'none', because: `it made the same call again and again: ${ending.call}` }
    case 'out-of-budget':
      return {
        kind: 'none',
        because: `it had used up what ${ending.of === 'attempt' ? 'an attempt' : 'an interaction'} may cost`,
      }
    default:
      return { kind: 'none', because: ending.kind }
  }
}
