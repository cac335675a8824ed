import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'

const listener = `
  import { listenForInterrupts } from ${JSON.stringify(new URL('./interrupts.ts', import.meta.url).href)}
  const { windDown, stop } = listenForInterrupts()
  windDown.addEventListener('abort', () => console.log('winding down'))
  stop.addEventListener('abort', () => console.log('stopped'))
  setInterval(() => {}, 1000)
  console.log('listening')`

describe('^C', () => {
  it('winds down, then stops, then ends the process', async () => {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', listener])
    const exited = once(child, 'exit')
    const heard = async () => String((await once(child.stdout, 'data'))[0])
    expect(await heard()).toContain('listening')
    child.kill('SIGINT')
    expect(await heard()).toContain('winding down')
    child.kill('SIGINT')
    expect(await heard()).toContain('stopped')
    child.kill('SIGINT')
    expect((await exited)[1]).toBe('SIGINT')
  })

  it('being told to end stops at once', async () => {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', listener])
    await once(child.stdout, 'data')
    let said = ''
    child.stdout.on('data', (data: Buffer) => (said += data.toString()))
    child.kill('SIGTERM')
    await expect.poll(() => said, { timeout: 5000 }).toContain('stopped')
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
})
