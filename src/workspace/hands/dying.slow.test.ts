import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boxHere } from '../../../test/box-here.ts'
import { openTestHands } from './open-test-hands.ts'
import type { TestHands } from './open-test-hands.ts'

describe.skipIf(!boxHere)('hands', () => {
  let hands: TestHands
  beforeEach(async () => {
    hands = await openTestHands()
  })
  afterEach(() => hands[Symbol.asyncDispose]())

  it('kill the box of a call whose caller hangs up, before the next one begins', async () => {
    const abort = new AbortController()
    const hung = hands.call('bash', { command: 'setsid sleep 5511 & sleep 5511' }, abort.signal)
    hung.catch(() => undefined)
    await expect.poll(() => alive('sleep 5511'), { timeout: 5_000 }).toBe(true)
    abort.abort()
    expect(await hands.bash('echo next')).toBe('next')
    expect(alive('sleep 5511')).toBe(false)
    expect(hands.journal.map(({ answer }) => answer)).toEqual(['(no output)\n(stopped)', 'next'])
  })

  it('never start a call whose caller hung up while it waited', async () => {
    const first = hands.bash('sleep 1')
    const abort = new AbortController()
    const second = hands.call('bash', { command: 'echo ran >scratch/ran' }, abort.signal)
    second.catch(() => undefined)
    await sleep(200)
    abort.abort()
    await first
    expect(await hands.bash('ls scratch')).toBe('(no output)')
  })

  it('stop what the real nango does when its caller is stopped', async () => {
    const seen: string[] = []
    const nango = (_: readonly string[], signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        seen.push('begun')
        signal.addEventListener('abort', () => {
          seen.push('aborted')
          reject(signal.reason)
        })
      })
    const others = await openTestHands({ run: { nango, docs: async () => '', blocked: () => undefined } })
    const answer = await others.call('bash', { command: 'nango dryrun x', timeout: 4_000 })
    await others[Symbol.asyncDispose]()
    expect(answer.output).toMatch(/stopped after 4 s/)
    expect(seen).toEqual(['begun', 'aborted'])
  })

  it('stop a command that would fill the disk, and go on', async () => {
    const flood = 'for n in 1 2 3 4; do head -c 200M /dev/zero >scratch/$n; done; sleep 60'
    expect(await hands.bash(flood)).toMatch(
      /\(stopped\)\n\(The command was stopped and scratch\/ was emptied: .*Write less/,
    )
    expect(hands.lastDenial()).toMatchObject({ tried: 'fill scratch/', severity: 'note' })
    expect(await hands.bash('ls scratch; echo next')).toBe('next')
  })

  it('empty what a command left that was done before anybody looked, and stop none after it', async () => {
    const flood = 'for n in $(seq 60000); do : >scratch/$n; done; echo done'
    expect(await hands.bash(flood)).toMatch(/scratch\/ was emptied: .*Write less/)
    expect(await hands.bash('ls scratch; echo next')).toBe('next')
  })

  it('stop one that would fill it where all may be written, and keep what is ours', async () => {
    const open = await openTestHands({ guardrails: 'observe' })
    const flood = 'mkdir more; for n in 1 2 3 4; do head -c 200M /dev/zero >more/$n; done; sleep 60'
    expect(await open.bash(flood)).toMatch(
      /\(stopped\)\n\(The command was stopped and all that you had added was removed/,
    )
    expect(open.journal.at(-1)).toMatchObject({ denial: { tried: 'fill the workspace', severity: 'note' } })
    expect(open.journal.at(-1)).not.toHaveProperty('deed')
    expect(await open.bash('ls; ls slack/*')).toBe(
      'node_modules\npackage.json\nscratch\nslack\ntsconfig.json\nslack/actions:\npost.ts\n\nslack/tests:\npost.test.json',
    )
    await open[Symbol.asyncDispose]()
  })

  it('end a running call when they are disposed of', async () => {
    const others = await openTestHands()
    const running = others.call('bash', { command: 'sleep 5512' })
    running.catch(() => undefined)
    await expect.poll(() => alive('sleep 5512'), { timeout: 5_000 }).toBe(true)
    await others[Symbol.asyncDispose]()
    expect(alive('sleep 5512')).toBe(false)
  })

  it('leave no orphan when the orchestrator is killed', async () => {
    const orchestrator = await openOrchestrator('setsid sleep 5513 & sleep 5513')
    await expect.poll(() => runs('sleep 5513'), { timeout: 5_000 }).toBe(true)
    orchestrator.kill('SIGKILL')
    await expect.poll(() => alive('sleep 5513'), { timeout: 3_000 }).toBe(false)
  })

  it('run nothing in a box whose orchestrator was killed while it was set up', async () => {
    let cutOff = 0
    for (let milliseconds = 10; milliseconds < 80; milliseconds += 3) {
      const orchestrator = await openOrchestrator('setsid sleep 5514 & sleep 5514')
      await sleep(milliseconds)
      if (!runs('sleep 5514')) cutOff++
      const dead = once(orchestrator, 'exit')
      orchestrator.kill('SIGKILL')
      await dead
      await sleep(300)
      expect(runs('sleep 5514'), `killed after ${milliseconds} ms`).toBe(false)
      // bubblewrap's child may wait for ever for a bubblewrap that died before it gave it its user.
      for (const pid of toldToRun('sleep 5514')) process.kill(pid, 'SIGKILL')
    }
    expect(cutOff).toBeGreaterThan(0)
  })

  it('lose no race against a link that is turned while they read and write', async () => {
    const flip = `for ((n = 0; n < 3000; n++)); do ln -sfn /ws/s1/package.json scratch/turn; ln -sfn ../../s2/slack/actions/post.ts scratch/turn; done`
    const flipping = hands.call('bash', { command: flip, timeout: 20_000 })
    // From outside the queue of this agent: a second set of hands on the same workspace, as a faulty queue would be.
    const second = await openTestHands({ workspaceDir: join(hands.dir, 's1') })
    const results = []
    for (let n = 0; n < 60; n++) {
      results.push(await second.call('read', { filePath: 'scratch/turn' }))
      results.push(await second.call('write', { filePath: 'scratch/turn', content: 'forged' }))
    }
    await flipping
    await second[Symbol.asyncDispose]()
    expect(results.map(({ output }) => output ?? '').join('')).toContain('{}')
    expect(JSON.stringify(results)).not.toMatch(/SIBLING-SECRET|Wrote|Created/)
    expect(readFileSync(join(hands.dir, 's2/slack/actions/post.ts'), 'utf8')).toBe('SIBLING-SECRET')
  })
})

/** Another process that has hands, which were just asked to run the command. */
async function openOrchestrator(command: string) {
  const script = `import { openTestHands } from ${JSON.stringify(join(import.meta.dirname, 'open-test-hands.ts'))}
    const hands = await openTestHands()
    console.log(hands.socketPath)`
  const orchestrator = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(orchestrator.stdout, 'data')
  const sent = request({ socketPath: String(line).trim(), method: 'POST', path: '/bash' })
  sent.on('error', () => undefined) // its server is about to be killed
  sent.end(JSON.stringify({ session: 'ses', args: { command } }))
  return orchestrator
}

/** Whether the command itself runs, and not only something that was told to run it. */
function runs(command: string): boolean {
  return execFileSync('ps', ['axww', '-o', 'args'], { encoding: 'utf8' }).split('\n').includes(command)
}

function toldToRun(command: string): number[] {
  const all = execFileSync('ps', ['axww', '-o', 'pid,args'], { encoding: 'utf8' }).split('\n')
  return all.filter((line) => line.includes(command)).map((line) => Number.parseInt(line, 10))
}

function alive(command: string): boolean {
  return execFileSync('ps', ['axww', '-o', 'args'], { encoding: 'utf8' }).includes(command)
}
