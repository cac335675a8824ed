import type { Json } from '../../../lib/json.ts'
import type { Move, Scene } from '../../part.ts'
import { hitsIn } from '../choose.ts'
import type { Desk } from '../desk.ts'
import { intentOf } from '../intent.ts'
import { type Operation, readOperation } from '../read-page.ts'

/** The reference of an invented API: texts of pages, by their names. */
export type Pages = Readonly<Record<string, string>>

export interface Task {
  readonly name: string
  readonly does: string
  readonly kind?: 'action' | 'sync'
  readonly overview?: string
}

/** A desk at which the whole reference was searched already. */
export function deskFor(pages: Pages, { name, does, kind = 'action', overview = '' }: Task): Desk {
  const scene = { name, does, kind, file: 'a.ts', connection: 'shop', api: 'shop', seed: 99, model: 'Thing' } as Scene
  return {
    scene,
    intent: intentOf(name, does, kind),
    commands: { compile: 'nango compile', dryRun: 'nango dryrun NAME', save: '--save' },
    overview,
    envelope: undefined,
    hits: hitsIn(listingOf(pages)),
    aliases: new Map(),
    pages: new Map(),
    seen: new Map(),
    tries: { count: 0 },
    whim: { seed: 1, now: 1_800_000_000 },
    // oxlint-disable-next-line require-yield
    *make() {
      return undefined
    },
  }
}

export function operationOf(pages: Pages, name: string): Operation {
  return readOperation(pages[name]!)!
}

/** Plays to the end; `answers` is what the dry runs print, one after the other. */
export function played<T>(pages: Pages, move: Move<T>, answers: readonly Json[]): T {
  const left = [...answers]
  let step = move.next()
  while (!step.done) {
    const results = (step.value.calls ?? []).map((call) => ({ ...call, text: textFor(call, pages, left) }))
    step = move.next(results)
  }
  return step.value
}

function textFor({ tool, args }: { tool: string; args: object }, pages: Pages, left: Json[]): string {
  if (tool === 'docs') return 'page' in args ? (pages[String(args.page)] ?? '') : listingOf(pages)
  return tool === 'bash' ? `Done\n${JSON.stringify(left.shift() ?? {})}` : 'ok'
}

function listingOf(pages: Pages): string {
  return Object.values(pages)
    .map((text) => /^# (.*)\n\n(.*)/.exec(text)!)
    .map(([, head, request]) => `${head}\n  ${request}`)
    .join('\n')
}
