import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTempDir } from './temp-dir.ts'

const module = JSON.stringify(join(import.meta.dirname, 'temp-dir.ts'))

function inAnotherProcess(script: string): string {
  const text = `import { openTempDir } from ${module}\n${script}`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', text], { encoding: 'utf8' })
  return stdout.trim()
}

describe('openTempDir', () => {
  it('can be passed through, not listed, and is gone when it is disposed of', async () => {
    const temp = await openTempDir()
    writeFileSync(join(temp.dir, 'file'), '')
    expect(statSync(temp.dir).mode & 0o777).toBe(0o711)
    await temp[Symbol.asyncDispose]()
    expect(existsSync(temp.dir)).toBe(false)
  })

  it('is gone when its process exits without having disposed of it', () => {
    const dir = inAnotherProcess('console.log((await openTempDir()).dir); process.exit(0)')
    expect(dir).toContain('assay-')
    expect(existsSync(dir)).toBe(false)
  })

  it('is swept by the next one after a kill', async () => {
    const dir = inAnotherProcess(`console.log((await openTempDir()).dir); process.kill(process.pid, 'SIGKILL')`)
    expect(existsSync(dir)).toBe(true)
    const temp = await openTempDir()
    expect(existsSync(dir)).toBe(false)
    await temp[Symbol.asyncDispose]()
  })

  it('goes away even when it is nested deeper than a path may be long', async () => {
    const temp = await openTempDir()
    const nest = `cd '${temp.dir}' && name=${'d'.repeat(200)} && for i in $(seq 40); do mkdir $name && cd -P $name || exit 1; done`
    expect(spawnSync('bash', ['-c', nest]).status).toBe(0)
    await temp[Symbol.asyncDispose]()
    expect(existsSync(temp.dir)).toBe(false)
  })

  it('sweeps nothing that only has such a name', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
    mkdirSync(join(elsewhere, 'precious'))
    const link = join(tmpdir(), 'assay-4194999-link')
    symlinkSync(elsewhere, link)
    const temp = await openTempDir()
    await temp[Symbol.asyncDispose]()
    expect(existsSync(join(elsewhere, 'precious'))).toBe(true)
    rmSync(link)
    rmSync(elsewhere, { recursive: true })
  })
})
