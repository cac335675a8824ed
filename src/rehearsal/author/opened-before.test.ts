import { describe, expect, it } from 'vitest'
import type { Json } from '../../lib/json.ts'
import type { Move, Scene } from '../part.ts'
import { hitsIn } from './choose.ts'
import type { Desk } from './desk.ts'
import { findAll } from './find.ts'
import { intentOf } from './intent.ts'
import { openedBefore } from './opened-before.ts'
import { readOperation } from './read-page.ts'

const pages: Readonly<Record<string, string>> = {
  'shelves.get': `# shelves.get · Get a shelf

GET /shop/shelves/{shelfId}
Parameters

- shelfId: string, in the path, required. The shelf

Answer: 200, Shelf

- shelfId: string
- boxes: Box[]`,
  'boxes.copy': `# boxes.copy · Copy a box

POST /shop/shelves/{shelfId}/boxes/{boxId}/copy
Parameters

- shelfId: string, in the path, required. The shelf
- boxId: integer, in the path, required. The box to copy`,
  'boxes.guard': `# boxes.guard · Guard all boxes

POST /shop/guard
Body: JSON, Guard

- name: string, required. What the guard is called

Answer: 201, Guard

- id: string
- shiftId: string`,
  'guards.leave': `# guards.leave · A guard leaves

POST /shop/guards/leave
Body: JSON, Guard

- id: string. The guard
- shiftId: string. The shift of the guard

Answer: empty, status 204.`,
}
const listing = Object.values(pages)
  .map((text) => /^# (.*)\n\n(.*)/.exec(text)!)
  .map(([, head, request]) => `${head}\n  ${request}`)
  .join('\n')

function deskFor(name: string, does: string): Desk {
  const scene = { name, does, kind: 'action', file: 'a.ts', connection: 'shop', api: 'shop', seed: 1 } as Scene
  return {
    scene,
    intent: intentOf(name, does, 'action'),
    commands: { compile: 'nango compile', dryRun: 'nango dryrun NAME', save: '--save' },
    overview: '',
    envelope: undefined,
    hits: hitsIn(listing),
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

/** Plays to the end; `answers` is what the API answers, one for each dry run. */
function played<T>(move: Move<T>, answers: readonly Json[]): T {
  const left = [...answers]
  let step = move.next()
  while (!step.done) {
    const results = (step.value.calls ?? []).map((call) => ({ ...call, text: textFor(call, left) }))
    step = move.next(results)
  }
  return step.value
}

function textFor({ tool, args }: { tool: string; args: object }, left: Json[]): string {
  if (tool === 'docs') return 'page' in args ? (pages[String(args.page)] ?? '') : listing
  return tool === 'bash' ? `Done\n${JSON.stringify(left.shift() ?? {})}` : 'ok'
}

describe('what nothing lists', () => {
  it('is found in the thing that has it', () => {
    const desk = deskFor('copy-box', 'Copy a box of a shelf.')
    const operation = readOperation(pages['boxes.copy']!)!
    const start = new Map([['shelfId', [{ value: 's1', item: null }]]])
    const boxId = operation.params.filter(({ name }) => name === 'boxId')
    const seen = { seen: [JSON.stringify({ boxes: [{ looks: { boxId: 0 } }, { looks: { boxId: 7 } }] })] }
    const known = played(findAll(desk, operation, boxId, { start }), [seen])
    expect(known.get('boxId')?.map(({ value }) => value)).toEqual([0, 7])
  })
})

describe('what is to be ended', () => {
  it('is begun twice by what answers with the same object, and named by both of its ids', () => {
    const desk = deskFor('stop-guard', 'Stop a guard who was hired before.')
    const answers = ['a', 'b'].map((id) => ({ answer: JSON.stringify({ id, shiftId: `shift-${id}` }) }))
    const known = played(openedBefore(desk, readOperation(pages['guards.leave']!)!), answers)
    const values = (name: string) => known.get(name)?.map(({ value }) => value)
    expect([values('id'), values('shiftId')]).toEqual([
      ['a', 'b'],
      ['shift-a', 'shift-b'],
    ])
  })

  it('is nothing where nothing is ended', () => {
    const desk = deskFor('hire-guard', 'Hire a guard.')
    expect(played(openedBefore(desk, readOperation(pages['boxes.guard']!)!), [])).toEqual(new Map())
  })
})
