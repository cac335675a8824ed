import { describe, expect, it } from 'vitest'
import type { Interaction } from '../plan/interaction.ts'
import { readCommand } from './shim-arguments.ts'

const interaction: Interaction = {
  id: 'slack/send-message',
  api: 'slack',
  name: 'send-message',
  kind: 'action',
  does: '',
  connection: 'acme',
  docs: [],
  operations: [],
  exempt: [],
}
const commands = ['version', 'init', 'compile', 'dryrun', 'deploy', 'generate:tests', 'help'].map((name) => ({
  name,
  does: `does ${name}`,
  flags: name === 'dryrun' ? ['-i', '--input', '--save'] : [],
}))
const read = (...argv: string[]) => readCommand(argv, { interaction, commands, version: '0.71.10' })

describe('readCommand', () => {
  it('adds to a dry run what the CLI needs so as not to ask', () => {
    expect(read('dryrun', 'send-message', 'acme', '--input', '{"text":"hi"}', '--save')).toEqual({
      kind: 'run',
      argv: ['dryrun', 'send-message', 'acme', '--input', '{"text":"hi"}', '--save'].concat([
        '-e',
        'dev',
        '--no-interactive',
        '--auto-confirm',
        '--integration-id',
        'slack',
      ]),
      isOrdinary: true,
      dryRun: { input: { text: 'hi' }, metadata: undefined, save: true },
    })
  })

  it('answers an unknown command with those that exist', () => {
    const answer = read('validate', '--all')
    expect(answer).toMatchObject({
      exitCode: 64,
      denial: { wall: 'shim', tried: 'nango validate --all', severity: 'note' },
    })
    expect(answer).toMatchObject({ output: expect.stringMatching(/no command nango validate[^]*compile[^]*dryrun/) })
  })

  it('says what to do instead of a command that is not for agents', () => {
    expect(read('generate:tests')).toMatchObject({ exitCode: 64, output: expect.stringContaining('after you stop') })
    expect(read('init', '.')).toMatchObject({ output: expect.stringContaining('slack/actions/send-message.ts') })
    expect(read('deploy', 'dev')).toMatchObject({ denial: { severity: 'violation' } })
  })

  it('lets who is in an open room have its tests, and says that there are such', () => {
    const open = (...argv: string[]) => readCommand(argv, { interaction, commands, version: '0.71.10', isOpen: true })
    expect(open('generate:tests', '-a', 'send-message', '--auto-confirm')).toEqual({ kind: 'tests-wanted' })
    expect(open()).toMatchObject({ exitCode: 0, output: expect.stringMatching(/nango generate:tests +does/) })
    expect(open('deploy', 'dev')).toMatchObject({ denial: { severity: 'violation' } })
  })

  it.each([
    [['dryrun', 'send-message', 'acme', '--dry'], "Unknown option '--dry'"],
    [['dryrun', 'send-message'], 'the connection'],
    [['dryrun', 'send-message', 'acme', '-e', 'prod'], 'The environment here is dev'],
    [['dryrun', 'send-message', 'acme', '-i', '@scratch/a.json'], '$(cat scratch/file.json)'],
    [['compile', '--watch'], "Unknown option '--watch'"],
  ])('teaches a wrong command line: %j', (argv, said) => {
    const answer = read(...argv)
    expect(answer).toMatchObject({ kind: 'answered', exitCode: 64, output: expect.stringContaining(said) })
    expect(answer).not.toHaveProperty('denial')
  })

  it('knows its version and its help without asking the CLI', () => {
    expect(read('--version')).toMatchObject({ exitCode: 0, output: 'Nango CLI version: 0.71.10\n' })
    expect(read()).toEqual(read('help'))
    expect(read('help', 'dryrun')).toEqual({ kind: 'run', argv: ['dryrun', '--help'], isOrdinary: false })
  })
})
