import { join } from 'node:path'
import { boxBin } from '../../box/box.ts'
import type { BoxEnding } from '../../box/box.ts'
import { runInBox } from '../../box/run-in-box.ts'
import { startDeadline } from '../../lib/deadline.ts'
import type { Answer } from './answer.ts'
import { cutOutput } from './cut-output.ts'
import type { DeedWatch } from './deeds.ts'
import { handBox } from './hand-box.ts'
import type { HandPlace } from './hand-box.ts'
import { judgeCommand } from './judge-command.ts'
import { whatMayBeWritten } from './judge-path.ts'
import { openNangoDoor } from './nango-door.ts'
import type { RunNango } from './nango-door.ts'
import { clearRoom, emptyScratch, guardScratch, scratchLimits } from './scratch-guard.ts'
import type { ToolCall } from './tool-list.ts'

export interface BashRig {
  readonly place: HandPlace
  /** Where sockets of calls are made; on the host, passable for the user of the box. */
  readonly dir: string
  /** Executable on the host: the `nango` of the box. */
  readonly nangoClient: string
  readonly runNango: RunNango
  /** Where no wall protects the workspace. */
  readonly deeds: DeedWatch | undefined
}

/** Runs the command in a box of its own, and everything that it started ends with it. */
export async function runBash(
  { args }: Extract<ToolCall, { tool: 'bash' }>,
  { place, dir, nangoClient, runNango, deeds }: BashRig,
  signal: AbortSignal,
): Promise<Answer> {
  const milliseconds = args.timeout ?? 120_000
  const over = new AbortController()
  using deadline = startDeadline(milliseconds)
  const run = (argv: readonly string[], cut: AbortSignal) => runNango(argv, cut, deadline)
  const door = await openNangoDoor(dir, run, AbortSignal.any([signal, deadline.over, over.signal]))
  const guard = guardScratch(deeds ? place.workspaceDir : join(place.workspaceDir, place.scratch))
  try {
    const box = handBox(place, {
      // One stream, so that errors stand where they happened.
      argv: ['/bin/bash', '-c', 'exec 2>&1; exec -a bash /bin/bash -c "$1"', 'bash', args.command],
      readOnly: [
        { host: nangoClient, inside: join(boxBin, 'nango') },
        { host: door.socketPath, inside: '/run/assay/nango.sock' },
      ],
      limits: { milliseconds: Infinity, outputBytes: 256 << 10, memoryMb: 1024 },
    })
    const ended = await runInBox(box, { signal: AbortSignal.any([signal, guard.full, deadline.over]) })
    const ending = { ...ended, timedOut: deadline.over.aborted }
    over.abort()
    await door[Symbol.asyncDispose]()
    const wasStopped = guard.full.aborted
    await guard.lookLast()
    if (guard.full.aborted) await clear(place, deeds)
    const flooded = guard.full.aborted
      ? [{ wall: 'box', tried: `fill ${deeds ? 'the workspace' : `${place.scratch}/`}`, severity: 'note' } as const]
      : []
    const denials = [...door.denials, ...judgeCommand(args.command, ending.stdout, place), ...flooded]
    return {
      kind: 'output',
      title: args.description ?? args.command.slice(0, 80),
      output: tell(ending, milliseconds, place) + (guard.full.aborted ? wasFull(place, deeds, wasStopped) : ''),
      metadata: { exit: ending.exitCode, description: args.description ?? '' },
      ...(ending.exitCode !== null && { exitCode: ending.exitCode }),
      denials,
    }
  } finally {
    over.abort()
    await guard[Symbol.asyncDispose]()
    await door[Symbol.asyncDispose]()
  }
}

async function clear({ workspaceDir, sourceFile, scratch }: HandPlace, deeds: DeedWatch | undefined): Promise<void> {
  await emptyScratch(join(workspaceDir, scratch))
  const stays = (path: string) => [sourceFile, scratch, 'node_modules'].includes(path) || deeds?.isOurs(path) === true
  if (deeds) await clearRoom(workspaceDir, stays)
}

function wasFull({ scratch }: HandPlace, deeds: DeedWatch | undefined, wasStopped: boolean): string {
  const { bytes, entries } = scratchLimits
  const what = deeds ? 'all that you had added was removed: your workspace' : `${scratch}/ was emptied: it`
  return `\n(${wasStopped ? 'The command was stopped and ' : ''}${what} may hold ${bytes >> 20} MB in ${entries} files, and the disk must not run full. Write less.)`
}

function tell(ending: BoxEnding, milliseconds: number, place: HandPlace): string {
  const output = cutOutput(ending.stdout, ending.truncated)
  return [output.replace(/\n$/, '') || '(no output)', ...notes(ending, milliseconds, place)].join('\n')
}

function notes({ stdout, exitCode, signal, timedOut }: BoxEnding, milliseconds: number, place: HandPlace): string[] {
  const notes: string[] = []
  if (/Read-only file system|Device or resource busy|EROFS/.test(stdout)) notes.push(`(${whatMayBeWritten(place)})`)
  if (/Network is unreachable|Could not resolve|ENETUNREACH|EAI_AGAIN/.test(stdout)) {
    notes.push(
      '(There is no network here: the API is reached by your function in `nango dryrun`, its reference with docs.)',
    )
  }
  if (/Operation not permitted|EPERM/.test(stdout)) {
    notes.push(
      '(Mounts, namespaces, tracing, raw sockets and owners of files are not for you to change here. Your work needs none of it: write your source and try it with `nango dryrun`.)',
    )
  }
  if (timedOut) {
    notes.push(`(stopped after ${milliseconds / 1000} s, with all that it had started; timeout may be up to 600000)`)
  } else if (signal !== null) notes.push('(stopped)')
  else if (exitCode !== 0) notes.push(`(exit code ${exitCode})`)
  return notes
}
