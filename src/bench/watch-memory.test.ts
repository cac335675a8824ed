import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { watchMemory } from './watch-memory.ts'

it('counts what a child holds in memory', { timeout: 30_000 }, async () => {
  const without = await watchMemory().peakMb()
  const holder = `globalThis.held = Buffer.alloc(200 << 20, 1); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['-e', holder], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await once(child.stdout, 'data')
    const withChild = await watchMemory().peakMb()
    expect(withChild - without).toBeGreaterThan(150)
  } finally {
    child.kill('SIGKILL')
  }
})
