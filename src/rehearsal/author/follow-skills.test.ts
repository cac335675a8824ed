import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Call, Move, Scene, ToolResult } from '../part.ts'
import { follow, loadSkills, skillsIn } from './follow-skills.ts'

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../test/fixtures/skills', name, 'SKILL.md'), 'utf8')
const rules = `Rules, such as \`nango compile\`.
<available_skills>
  <skill>
    <name>before-you-stop</name>
    <description>What to run</description>
  </skill>
</available_skills>`
const scene: Scene = {
  interaction: 'slack/list-users',
  api: 'slack',
  name: 'list-users',
  kind: 'action',
  does: 'List users',
  file: 'slack/actions/list-users.ts',
  connection: 'demo',
  docs: '',
  tools: ['bash', 'skill'],
  rules,
  seed: 1,
}

function played<result>(move: Move<result>, answer: (call: Call) => string): { calls: Call[]; result: result } {
  const calls: Call[] = []
  for (let next = move.next(); ;) {
    if (next.done) return { calls, result: next.value }
    const made = next.value.calls ?? []
    calls.push(...made)
    next = move.next(made.map((call): ToolResult => ({ ...call, text: answer(call) })))
  }
}

describe('the author', () => {
  it('loads the skills that it is offered, and none where it has no tool for it', () => {
    const { calls, result } = played(loadSkills(scene), () => fixture('wrong-command'))
    expect(calls).toEqual([{ tool: 'skill', args: { name: 'before-you-stop' } }])
    expect(result).toEqual(['nango test list-users'])
    expect(played(loadSkills({ ...scene, tools: ['bash'] }), () => '').calls).toEqual([])
    expect(skillsIn('<name>elsewhere</name>')).toEqual([])
  })

  it('runs what a skill shows, once when it works', () => {
    const { calls } = played(follow(scene, ['nango compile']), () => 'Compiled 1 file.')
    expect(calls.map(({ args }) => args['command'])).toEqual(['nango compile'])
  })

  it('tries again what is refused, after a look at its work', () => {
    const { calls } = played(follow(scene, ['nango test list-users']), () => 'There is no command "test".')
    expect(calls.map(({ args }) => args['command'])).toEqual([
      'nango test list-users',
      'nango compile',
      'nango test list-users',
    ])
  })
})
