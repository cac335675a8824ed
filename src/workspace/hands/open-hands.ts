import { chmod, copyFile, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '../../lib/json.ts'
import { openTempDir } from '../../lib/temp-dir.ts'
import type { Denial, HandCall } from '../hand-call.ts'
import { giveToBoxes } from '../give-to-boxes.ts'
import type { Answer } from './answer.ts'
import { watchDeeds } from './deeds.ts'
import { type HandPlace, isOpen } from './hand-box.ts'
import { gravest } from './judge-command.ts'
import type { RunNango } from './nango-door.ts'
import { runBash } from './run-bash.ts'
import type { BashRig } from './run-bash.ts'
import { type FileHand, openFileHand } from './file-hand.ts'
import { serveHands } from './serve-hands.ts'
import type { ForwardedAnswer, ForwardedCall, HandsSocket } from './serve-hands.ts'
import { parseCall } from './tool-list.ts'
import type { ToolCall } from './tool-list.ts'

export interface HandsOptions extends HandPlace, HandsSocket {
  /** The one session whose calls are run; none while it is unknown. A slot's last agent may still be talking. */
  readonly session: () => string | undefined
  /** Stamps of files that were laid into the workspace while the agent was at work, by path. */
  readonly laid: ReadonlyMap<string, string>
  readonly run: {
    readonly nango: RunNango
    /** The text of a search or of a page. */
    docs(request: { query?: string; page?: string; from?: number }, signal: AbortSignal): Promise<string>
    blocked(reason: string): void | Promise<void>
  }
  /** Told of every call when it has ended, in their order. */
  readonly journal: (call: HandCall) => void
  /** Ends the call that runs and refuses all others. */
  readonly signal?: AbortSignal
}

/** The hands of one agent, which work until disposed of; then nothing of them is alive. */
export interface Hands extends AsyncDisposable {
  /** A call is under way; each has its own limit. */
  readonly busy: boolean
}

/**
 * Runs an agent's tool calls in boxes, one after the other: a command in one of its own, file tools in one for all. The caller is the OpenCode server in
 * its cell, and is believed nothing: not its arguments, not that it waits for one answer before it asks again.
 */
export async function openHands(options: HandsOptions): Promise<Hands> {
  await prepareWorkspace(options)
  const deeds = isOpen(options) ? await watchDeeds(options, options.laid) : undefined
  const temp = await openTempDir()
  const closing = new AbortController()
  const stop = AbortSignal.any([closing.signal, ...(options.signal ? [options.signal] : [])])
  const nangoClient = join(temp.dir, 'nango')
  await copyFile(join(import.meta.dirname, 'in-box', 'nango-client.sh'), nangoClient)
  await chmod(nangoClient, 0o755)
  const fileHand = openFileHand(options)
  const rig: Rig = {
    ...options,
    place: options,
    dir: temp.dir,
    nangoClient,
    runNango: options.run.nango,
    fileHand,
    deeds,
  }

  let seq = 0
  let waiting = 0
  let turn: Promise<unknown> = Promise.resolve()
  const server = await serveHands(options, async (forwarded, gone) => {
    if (forwarded.session === '' || forwarded.session !== options.session()) return notYours
    waiting++
    const mine = turn.then(async () => {
      const signal = AbortSignal.any([gone, stop])
      if (signal.aborted) return { error: 'The work was stopped.' }
      return journalled(forwarded, { rig, seq: ++seq, signal })
    })
    turn = mine.catch(() => undefined).then(() => void waiting--) // told to its caller; the next in line is not to blame
    return mine
  })
  return {
    get busy() {
      return waiting > 0
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      await server[Symbol.asyncDispose]()
      await turn
      await fileHand[Symbol.asyncDispose]()
      await temp[Symbol.asyncDispose]()
    },
  }
}

const notYours = { error: 'These tools belong to another session, whose work it is. Stop here.' }

type Rig = HandsOptions & BashRig & { readonly fileHand: FileHand }

/** What may be written belongs to the user of the box; the rest stays ours. */
async function prepareWorkspace(place: HandPlace): Promise<void> {
  const { workspaceDir, sourceFile, scratch, guardrails } = place
  for (const needed of [sourceFile, 'node_modules']) {
    // A mount needs something to be mounted on, and nothing can be made in a read-only directory.
    const found = await stat(join(workspaceDir, needed)).catch(() => undefined)
    if (!found) throw new Error(`the workspace has no ${needed}: ${workspaceDir}`)
  }
  await mkdir(join(workspaceDir, scratch), { recursive: true })
  await giveToBoxes({ dir: workspaceDir, sourceFile, scratch, guardrails })
  await chmod(join(workspaceDir, sourceFile), 0o644)
  await chmod(join(workspaceDir, scratch), 0o755)
}

interface Turn {
  readonly rig: Rig
  readonly seq: number
  readonly signal: AbortSignal
}

async function journalled(forwarded: ForwardedCall, { rig, seq, signal }: Turn): Promise<ForwardedAnswer> {
  const at = new Date().toISOString()
  const began = performance.now()
  const parsed = parseCall(forwarded.tool, forwarded.args)
  const answer: Answer =
    parsed.kind === 'call'
      ? await perform(parsed.call, rig, signal).catch(notRun)
      : { kind: 'error', error: parsed.because }
  const text = answer.kind === 'output' ? answer.output : answer.error
  const isJudged = rig.guardrails !== 'off'
  const denial = isJudged ? gravest(answer.denials ?? []) : undefined
  const deed = isJudged ? gravest((await rig.deeds?.look()) ?? []) : undefined
  rig.journal({
    seq,
    at,
    callId: forwarded.callId,
    tool: forwarded.tool,
    args: forwarded.args,
    ...(answer.kind === 'output' && answer.exitCode !== undefined && { exitCode: answer.exitCode }),
    answer: text.slice(0, 2_000),
    milliseconds: Math.round(performance.now() - began),
    ...(denial && { denial }),
    ...(deed && { deed }),
  })
  const advice = denial && rig.guardrails === 'enforce' ? adviceFor(denial) : ''
  if (answer.kind === 'error') return { error: text + advice }
  return { title: answer.title, output: text + advice, metadata: answer.metadata }
}

/** Our fault or an end from outside: the agent is told, and the journal has the reason. */
function notRun(error: unknown): Answer {
  const reason = error instanceof Error ? error.message : String(error)
  return { kind: 'error', error: `The tool could not run, which is not your fault: ${reason}` }
}

function adviceFor({ wall, tried, severity }: Denial): string {
  const isOutside = /^(read|write) \//.test(tried)
  if (wall !== 'box' || severity === 'note' || !isOutside) return ''
  return '\n(What lies outside your workspace does not exist for you, and trying is recorded. All you need is here: the task, docs, and dry runs; ids come from the API, in a dry run.)'
}

async function perform(call: ToolCall, rig: Rig, signal: AbortSignal): Promise<Answer> {
  switch (call.tool) {
    case 'bash':
      return runBash(call, rig, signal)
    case 'docs':
      return consult(call.args, rig, signal)
    case 'report_blocked':
      await rig.run.blocked(call.args.reason)
      return said(
        'report_blocked',
        'Noted, with the requests that show it. Stop here: say in a sentence what was not allowed.',
      )
    default:
      return rig.fileHand.run(call, signal)
  }
}

async function consult(
  args: { query?: string | undefined; page?: string | undefined; from?: number | undefined },
  rig: Rig,
  signal: AbortSignal,
): Promise<Answer> {
  const { query, page, from } = args
  if ((query === undefined) === (page === undefined)) {
    return { kind: 'error', error: 'docs takes either query, to find pages, or page, to read one.' }
  }
  const part = { ...(page !== undefined && { page }), ...(from !== undefined && { from }) }
  const request = { ...(query !== undefined && { query }), ...part }
  return said('docs', await rig.run.docs(request, signal), { ...request } satisfies JsonObject)
}

function said(title: string, output: string, metadata: JsonObject = {}): Answer {
  return { kind: 'output', title, output, metadata }
}
