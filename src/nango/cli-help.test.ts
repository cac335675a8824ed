import { describe, expect, it } from 'vitest'
import { commandsInHelp, flagsInHelp } from './cli-help.ts'

describe('commandsInHelp', () => {
  it('reads names and descriptions, and nothing above the list', () => {
    const help = `Usage: tool [options] [command]

  not a command      at all

Options:
  -v, --version               Print the version
Commands:
  go [options] [path]         Goes there
  make:tea [options] <cup>    Makes tea
`
    expect(commandsInHelp(help)).toEqual([
      { name: 'go', does: 'Goes there', flags: [] },
      { name: 'make:tea', does: 'Makes tea', flags: [] },
    ])
  })
})

describe('flagsInHelp', () => {
  it('reads every spelling, and none from the descriptions', () => {
    const help = `Usage: tool go

Options:
  -i, --input [input]          For example --input '{"a": 1}'
                               or --file
  --save, --save-responses     Saves
  --no-interactive             Asks nothing
`
    expect(flagsInHelp(help)).toEqual(['-i', '--input', '--save', '--save-responses', '--no-interactive'])
  })
})
