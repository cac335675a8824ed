import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Scene } from '../part.ts'
import { commandsIn, dryRunLine, readDryRun } from './commands.ts'

const rules =
  '- `nango compile`: x\n- `nango dryrun NAME CONNECTION -e dev --integration-id API --validate --input \'{"key":"value"}\'` | x |\n| the same with `--save` | x |'
const scene = { name: 'get-box', connection: 'my-shop', api: 'shop' } as Scene

describe('commands', () => {
  it('are those of the rules', () => {
    const commands = commandsIn(rules)
    expect(commands.compile).toBe('nango compile')
    expect(dryRunLine(commands, scene, { input: { name: "Ann's" }, save: true })).toBe(
      `nango dryrun get-box my-shop -e dev --integration-id shop --validate --save --input '{"name":"Ann'\\''s"}'`,
    )
  })

  it('are in what every agent is told', () => {
    const { dryRun, save } = commandsIn(
      readFileSync(new URL('../../agent/prompts/builder.md', import.meta.url), 'utf8'),
    )
    expect(dryRun).toMatch(/^nango dryrun NAME CONNECTION .*--validate --input /)
    expect(save).toBe('--save')
  })
})

describe('readDryRun', () => {
  it('reads what an action returned', () => {
    expect(readDryRun('✓ Compiled\nhttp [200] GET x\nDone\n{\n  "id": 1\n}\n\n✅ Mocks saved to x\n')).toMatchObject({
      kind: 'passed',
      output: { id: 1 },
    })
  })

  it('reads the records that a sync would save', () => {
    const printed =
      'x\nDone\nThe dry run would produce the following results: {}\n"A batch save call would save the following data to the Box model:"\n{\n  "id": "1"\n}\n{\n  "id": "2"\n}\n'
    expect(readDryRun(printed)).toMatchObject({ kind: 'passed', records: [{ id: '1' }, { id: '2' }] })
  })

  it('tells a refusal from a stop', () => {
    expect(readDryRun('Done\nAn error occurred during execution\n{ "payload": {}, "status": 404 }')).toMatchObject({
      kind: 'failed',
      status: 404,
    })
    expect(readDryRun('An error occurred\nstopped: the scope is missing; use report_blocked')).toMatchObject({
      kind: 'stopped',
    })
  })
})
