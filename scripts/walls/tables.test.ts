import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withTables } from './tables.ts'

describe('docs/walls.md', () => {
  const page = readFileSync(new URL('../../docs/walls.md', import.meta.url), 'utf8')

  it('says what is probed and denied as the code has it (node scripts/walls.ts)', () => {
    expect(page).toContain('| files | `host-file` |')
    expect(withTables(page)).toBe(page)
  })

  it('would not be the same without a row of it', () => {
    const lying = page.replace(/^\| network \| `tcp` .*\n/m, '')
    expect(lying).not.toBe(page)
    expect(withTables(lying)).toBe(page)
  })
})
