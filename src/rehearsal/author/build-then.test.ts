import { expect, it } from 'vitest'
import type { ToolResult } from '../part.ts'
import { buildThen } from './build-then.ts'
import { type Pages, deskFor, played } from './testing/invented-docs.ts'
import { thenIn } from './then-clause.ts'

const pages: Pages = {
  'crates.create': `# crates.create · Builds a crate

POST /shop/crates

Body: JSON, Crate

- name: string, required. What the crate is called

Answer: 201, Crate

- id: string, required
- name: string`,
  'crates.update': `# crates.update · Updates a crate or the content of a crate

PATCH /shop/crates/{crateId}
Parameters

- crateId: string, in the path, required. The crate

Body: JSON, Crate

- name: string. What the crate is called

Answer: 200, Crate

- id: string, required
- weight: number`,
  'crates.delete': `# crates.delete · Deletes a crate

DELETE /shop/crates/{crateId}
Parameters

- crateId: string, in the path, required. The crate

Answer: 204, empty`,
}
const overview = 'Things are uploaded to `/load/shop/crates`. `by=cart`: the body is the content.'
const does = 'Create a crate by its name first, then write the given content into it, and delete it should that fail.'

/** What was last written of the function, and what it was then run with. */
function built(...answers: readonly object[]): { readonly text: string; readonly runs: readonly string[] } {
  const desk = deskFor(pages, { name: 'load-crate', does, overview })
  const calls: Pick<ToolResult, 'tool' | 'args'>[] = []
  function* watched() {
    const move = buildThen(desk, thenIn(does)!)
    let step = move.next()
    while (!step.done) {
      calls.push(...(step.value.calls ?? []))
      step = move.next(yield step.value)
    }
  }
  const shown = answers.map((answer) => ({ answer: JSON.stringify(answer) }))
  played(pages, watched(), shown)
  const texts = calls.flatMap(({ tool, args }) => (tool === 'write' ? [String(args['content'])] : []))
  const runs = calls.flatMap(({ tool, args }) => (tool === 'bash' ? [String(args['command'])] : []))
  return { text: texts.at(-1) ?? '', runs }
}

it('goes on with what the first request made, and takes it back where that fails', () => {
  const { text, runs } = built({ id: 'c1', name: 'Walnut' }, { id: 'c1', weight: 4 })
  expect(text).toMatch(/const made = Made\.parse\(first\.data\)\n {4}try \{/)
  expect(text).toContain('endpoint: `/load/shop/crates/${encodeURIComponent(made.id)}`')
  expect(text).toContain('data: input.content')
  expect(text).toMatch(
    /catch \(error\) \{[\s\S]*nango\.delete\(\{\n[^\n]*`\/shop\/crates\/\$\{encodeURIComponent\(made\.id\)\}`[\s\S]*throw error/,
  )
  expect(text).not.toContain('input.crateId')
  expect(runs.at(-1)).toContain('nango dryrun load-crate')
})
