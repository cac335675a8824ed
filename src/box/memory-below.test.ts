import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { memoryBelow } from './memory-below.ts'

describe.runIf(process.platform === 'linux')('memoryBelow', () => {
  it('counts what a process and its children hold, and nothing once they are gone', async () => {
    const program = 'const held = Buffer.alloc(200 << 20, 1); console.log("held"); setTimeout(() => held, 60_000)'
    const shell = spawn('/bin/sh', ['-c', '"$0" -e "$1"; true', process.execPath, program], {
      env: {},
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(shell.stdout, 'data')
    const held = memoryBelow(shell.pid!)
    process.kill(-shell.pid!, 'SIGKILL')
    await once(shell, 'close')
    expect(held).toBeGreaterThan(200)
    expect(held).toBeLessThan(600)
    expect(memoryBelow(shell.pid!)).toBe(0)
  })
})
