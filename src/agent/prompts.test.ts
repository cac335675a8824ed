import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const prompts = ['builder.md', 'action.md', 'sync.md'].map((name) =>
  readFileSync(join(import.meta.dirname, 'prompts', name), 'utf8'),
)
const root = join(import.meta.dirname, '..', '..')
// Inside the checkout, so that `nango` resolves to the pinned version.
const dir = mkdtempSync(join(root, 'node_modules', '.assay-prompts-'))
afterAll(() => rmSync(dir, { recursive: true }))

it('names only calls of the SDK that the pinned version has', () => {
  const named = prompts.flatMap((text) => [...text.matchAll(/\bnango\.(\w+)/g)].map(([, call]) => call))
  expect(named.length).toBeGreaterThan(8)
  expect(typeErrors(named)).toBe('')
})

it('would notice a call that does not exist', () => {
  expect(typeErrors(['get', 'saveRecords'])).toContain('saveRecords')
})

function typeErrors(calls: readonly (string | undefined)[]): string {
  const file = join(dir, 'calls.ts')
  writeFileSync(
    file,
    `import { createAction, createSync } from 'nango'
type Action = Parameters<Parameters<typeof createAction>[0]['exec']>[0]
type Sync = Parameters<Parameters<typeof createSync>[0]['exec']>[0]
export const calls: (keyof Action | keyof Sync)[] = ${JSON.stringify([...new Set(calls)])}
`,
  )
  try {
    const tsc = join(root, 'node_modules', '.bin', 'tsc')
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022']
    execFileSync(tsc, [...options, '--ignoreConfig', '--types', 'node', file], { encoding: 'utf8', stdio: 'pipe' })
    return ''
  } catch (error) {
    // tsc reports type errors on stdout and fails; anything else has no stdout and is rethrown.
    const { stdout } = error as { stdout?: string }
    if (!stdout) throw error
    return stdout
  }
}
