import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boxHere } from '../../../test/box-here.ts'
import { architectureHere } from '../seccomp/filter.ts'
import { denied } from '../seccomp/denied.ts'
import { bareBox } from './bare-box.ts'
import { probes } from './index.ts'
import { probeWithoutWalls } from './leaky-box.ts'
import { type Outside, openOutside } from './outside.ts'
import { resultsOf, runProbes } from './run-probes.ts'
import { askedOn, letIn, neverAsked } from './system-calls.ts'

const light = probes.filter(({ isHeavy }) => !isHeavy)

describe.runIf(boxHere)('the probes', () => {
  let outside: Outside
  beforeEach(async () => void (outside = await openOutside()))
  afterEach(() => outside[Symbol.asyncDispose]())

  it('find no hole in a box', async () => {
    const results = await runProbes(bareBox(outside), outside, light)
    expect(results.filter(({ outcome }) => outcome !== 'held')).toEqual([])
    expect(results).toHaveLength(light.length)
  })

  it.runIf(process.getuid?.() === 0)('see a hole each where there are no walls', async () => {
    const results = await probeWithoutWalls(outside, light)
    const blind = results.filter(({ outcome }) => outcome !== 'hole').map(({ name }) => name)
    // Not every machine has IPv6.
    expect(blind).toEqual(outside.ports.tcp6 === undefined ? ['tcp6'] : [])
    const calls = results.find(({ name }) => name === 'system-calls')?.saw?.split('; ') ?? []
    // What this kernel lacks cannot be let in; of the rest every single one is.
    expect(calls.length).toBeGreaterThan(40)
    for (const call of ['ptrace', 'io_uring_setup', 'bpf', 'unshare', 'clone3', 'TIOCSTI', 'a raw IPv4 socket']) {
      expect(calls).toContain(call)
    }
  })

  it('believe nothing that did not come to its end, and no silence of the blind', () => {
    const whole = light.map(({ name }) => `@began ${name}\n@ran ${name}`).join('\n')
    const notRun = (stdout: string) =>
      resultsOf({ stdout, stderr: 'bash: killed' }, outside, light).filter(({ outcome }) => outcome === 'not-run')
    expect(notRun(whole)).toHaveLength(light.length)
    expect(notRun(`@hole self works\n${whole}`).map(({ name }) => name)).toEqual(['system-calls'])
    for (const line of ['@ran tcp\n', '@began tcp\n']) {
      const names = notRun(`@hole self works\n${whole.replace(line, '')}`).map(({ name }) => name)
      expect(names).toEqual(['tcp', 'system-calls'])
    }
    expect(notRun('@hole self works\n@cannot limits no shell')[0]?.saw).toMatch(/killed/)
  })

  it('hear what happens outside, whatever is said inside', async () => {
    const { connect } = await import('node:net')
    await new Promise((resolve) => connect(outside.ports.tcp, '127.0.0.1').on('close', resolve))
    const said = `@hole self works\n${light.map(({ name }) => `@began ${name}\n@ran ${name}`).join('\n')}`
    const holes = resultsOf({ stdout: said, stderr: '' }, outside, light).filter(({ outcome }) => outcome === 'hole')
    expect(holes).toMatchObject([{ name: 'tcp', saw: 'it connected' }])
  })
})

describe('the table of system calls', () => {
  it('asks for every one that is denied, but for those that cannot be asked', () => {
    const names = new Set(askedOn('x64').map(({ name }) => name))
    expect(denied.filter(({ name }) => !names.has(name)).map(({ name }) => name)).toEqual(neverAsked)
  })

  it('takes an answer for a refusal that says so, and nothing else', () => {
    const calls = askedOn(architectureHere())
    const answers = Buffer.alloc(calls.length * 8)
    for (const index of calls.keys()) answers.writeBigInt64LE([-1n, -38n, -97n][index % 3]!, index * 8)
    expect(letIn(answers, architectureHere())).toEqual([])
    answers.writeBigInt64LE(-22n, 0)
    answers.writeBigInt64LE(3n, 8)
    expect(letIn(answers, architectureHere())).toEqual([calls[0]?.name, calls[1]?.name])
    expect(letIn(answers.subarray(8), architectureHere())).toBeUndefined()
  })
})
