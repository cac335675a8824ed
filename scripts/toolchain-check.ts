// Which of the measured facts hold for a version of the Nango CLI and of OpenCode: of those pinned, or of others.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { printable } from '../src/lib/printable.ts'
import { nangoVersion } from '../src/nango/toolchain.ts'
import { openCodeVersion } from '../src/agent/opencode.ts'
import type { Fact } from './toolchain-check/fact.ts'
import { nangoFacts } from './toolchain-check/nango-facts.ts'
import { openCodeFacts } from './toolchain-check/opencode-facts.ts'

const { values } = parseArgs({ options: { nango: { type: 'string' }, opencode: { type: 'string' } } })
const temp = mkdtempSync(join(tmpdir(), 'assay-toolchain-check-'))
try {
  const nango = values.nango ?? nangoVersion
  const opencode = values.opencode ?? openCodeVersion
  const nodeModules = installed({ ...(values.nango && { nango }), ...(values.opencode && { 'opencode-ai': opencode }) })
  const facts = [
    ...tell(`nango ${nango}`, await nangoFacts(values.nango ? nodeModules : resolve('node_modules'), temp)),
    ...tell(
      `opencode-ai ${opencode}`,
      await openCodeFacts(values.opencode ? nodeModules : resolve('node_modules'), temp),
    ),
  ]
  const broken = facts.filter((fact) => fact.broken !== undefined)
  process.stdout.write(`\n${facts.length - broken.length} of ${facts.length} facts hold.\n`)
  process.exitCode = broken.length > 0 ? 1 : 0
} finally {
  rmSync(temp, { recursive: true, force: true })
}

/** Into a folder that is thrown away; nothing is installed where the versions are the pinned ones. */
function installed(packages: Readonly<Record<string, string>>): string {
  const dir = join(temp, 'installed')
  if (Object.keys(packages).length === 0) return join(dir, 'node_modules')
  execFileSync('mkdir', [dir])
  const dependencies = { ...packages, ...(packages['nango'] && { zod: '4.3.6' }) }
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: dir, stdio: 'inherit' })
  return join(dir, 'node_modules')
}

function tell(title: string, facts: readonly Fact[]): readonly Fact[] {
  process.stdout.write(`\n${title}\n`)
  for (const { name, broken } of facts) {
    process.stdout.write(
      broken === undefined ? `  ✓ ${name}\n` : `  ✗ ${name}\n      ${printable(broken.slice(0, 500))}\n`,
    )
  }
  return facts
}
