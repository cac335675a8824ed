import { describe, expect, it } from 'vitest'
import { fakeWorkspace } from '../fake-tools.ts'
import { rehearse } from '../rehearse.ts'
import { sourceText } from '../works/work.ts'
import { honest } from './honest.ts'

const file = 'slack/actions/send-message.ts'
const prompt = `Build this Nango function.

Interaction: slack/send-message
Kind: action
What it does: Send a message to a channel
File: ${file}
Connection: demo
Test input: none given
Metadata: none given
Docs: search with the docs tool
`
const passes = (command: string) =>
  command.includes("'{}'") ? 'Done\n{\n  "channel_id": "C042",\n  "channel_name": "general"\n}' : 'Done\n{"text": "x"}'

describe('honest', () => {
  it('looks round for an id, mends its slip, dry-runs with it and leaves the whole function', () => {
    const { tools, files, commands } = fakeWorkspace(file, passes)
    const { turns, results } = rehearse(honest, prompt, tools)
    expect(files.get(file)).toBe(sourceText('slack/send-message', {}))
    expect(commands.map((command) => command.split(' ').slice(0, 2).join(' '))).toEqual([
      'nango dryrun',
      'nango compile',
      'nango compile',
      'nango dryrun',
    ])
    expect(commands.at(-1)).toMatch(/--save --input '\{"channel_id":"C042","text":/)
    expect(results.length).toBeGreaterThanOrEqual(8)
    expect(results.length).toBeLessThanOrEqual(12)
    expect(turns.at(-1)?.text).toContain('passed')
  })

  it('reports blocked when the API does not let it in', () => {
    const { tools } = fakeWorkspace(file, (command) =>
      command.includes('--save')
        ? 'An error occurred\n"message": "stopped: missing_scope (needed: chat:write)"'
        : passes(command),
    )
    const { results } = rehearse(honest, prompt, tools)
    expect(results.at(-1)).toMatchObject({ tool: 'report_blocked' })
    expect(String(results.at(-1)?.args['reason'])).toContain('missing_scope')
  })

  it('does not claim success when the dry run fails', () => {
    const { tools } = fakeWorkspace(file, (command) =>
      command.includes('--save')
        ? 'An error occurred during execution\n"message": "channel_not_found"'
        : passes(command),
    )
    expect(rehearse(honest, prompt, tools).turns.at(-1)?.text).toContain('not done')
  })

  it('uses the input that the person gave', () => {
    const { tools, commands } = fakeWorkspace(file, passes)
    rehearse(honest, prompt.replace('Test input: none given', 'Test input: {"text":"it\'s me"}'), tools)
    expect(commands.at(-1)).toContain(String.raw`"text":"it'\''s me"`)
  })

  it('says that it knows nothing of an interaction without prepared work', () => {
    const { tools } = fakeWorkspace(file, passes)
    const { results } = rehearse(honest, prompt.replace('slack/send-message', 'slack/paint-a-picture'), tools)
    expect(results.at(-1)?.tool).toBe('report_blocked')
  })
})
