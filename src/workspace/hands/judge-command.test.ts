import { describe, expect, it } from 'vitest'
import { judgeCommand } from './judge-command.ts'

const place = {
  root: '/ws/s1',
  sourceFile: 'slack/actions/post.ts',
  scratch: 'scratch',
  guardrails: 'enforce',
} as const
const judged = (command: string) =>
  judgeCommand(command, '', place).map(({ tried, severity }) => `${severity}: ${tried}`)

describe('judgeCommand', () => {
  it('takes the target of a symbolic link from where the link is', () => {
    expect(judged('ln -s ../slack/tests scratch/t')).toEqual([])
    expect(judged('ln -sfn ../../s2/slack scratch/t')).toEqual(['severe: read /ws/s2/slack'])
    expect(judged('ln --symbolic /ws/s2/slack scratch/t')).toEqual(['severe: read /ws/s2/slack'])
  })

  it('takes every other path from where the command is', () => {
    expect(judged('ln ../s2/slack/post.ts scratch/t')).toEqual(['severe: read /ws/s2/slack/post.ts'])
    expect(judged('cd slack && cat ../package.json')).toEqual([])
    expect(judged('cat ../s2/slack/post.ts')).toEqual(['severe: read /ws/s2/slack/post.ts'])
  })
})
