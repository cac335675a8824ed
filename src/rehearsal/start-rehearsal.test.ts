import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { gallery } from './gallery.ts'
import { parts } from './parts/index.ts'
import { startRehearsal } from './start-rehearsal.ts'

describe('startRehearsal', () => {
  it('serves every part to whoever holds the key, and is gone when disposed of', async () => {
    const rehearsal = await startRehearsal({ latency: 'zero', apiKey: 'a key nobody guesses', seed: 1 })
    try {
      expect((await fetch(`${rehearsal.url}/models`)).status).toBe(401)
      const response = await fetch(`${rehearsal.url}/models`, {
        headers: { authorization: 'Bearer a key nobody guesses' },
      })
      const { data } = (await response.json()) as { data: { id: string }[] }
      expect(data.map((model) => model.id)).toEqual([...parts, ...gallery].map((part) => part.name))
      const seen = await Promise.all(
        ['cmdline', 'environ'].map((file) => readFile(`/proc/${rehearsal.pid}/${file}`, 'utf8')),
      )
      expect(seen.join()).not.toContain('nobody guesses')
    } finally {
      await rehearsal[Symbol.asyncDispose]()
    }
    expect(await alive(rehearsal.pid)).toBe(false)
  })

  it('dies with a parent that is killed', async () => {
    const url = new URL('./start-rehearsal.ts', import.meta.url).href
    const script = `
      const { startRehearsal } = await import(${JSON.stringify(url)})
      const { pid } = await startRehearsal({ latency: 'zero', apiKey: 'k', seed: 1 })
      console.log(pid)`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(line.toString())
    expect(await alive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => alive(pid), { timeout: 5000 }).toBe(false)
  })
})

// A zombie that nobody has reaped yet is dead, too.
async function alive(pid: number): Promise<boolean> {
  try {
    return !/\) Z /.test(await readFile(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    // ENOENT: there is no such process any more.
    return false
  }
}
