import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deserialize } from 'node:v8'
import { groupCounter, treeCounter } from '../src/bench/cpu-counter.ts'
import { openCpuGroups } from '../src/bench/cpu-groups.ts'
import { metered } from '../src/lib/phase.ts'
import { mintSecret } from '../src/lib/mint-secret.ts'
import { semaphore } from '../src/lib/semaphore.ts'
import { openTempDir } from '../src/lib/temp-dir.ts'
import { prepareToolchain } from '../src/nango/prepare-toolchain.ts'
import { openReader } from '../src/nango/reader.ts'
import type { Proved } from '../src/plant-controls.ts'
import type { ArtefactCheck } from '../src/verify/trial.ts'
import { artefactChecks } from '../src/verify/checks/index.ts'
import { verify } from '../src/verify/verify.ts'

// Verifies what an `assay bench` accepted once more, one after the other, and prints as a page what each part of it and
// each check cost: `node scripts/verification-cost.ts .assay/bench > docs/verification-cost.md`.

const [bench = '.assay/bench'] = process.argv.slice(2)
const proofs = join(bench, 'controls', 'proofs')
const proved = readdirSync(proofs)
  .toSorted()
  .map((name) => deserialize(readFileSync(join(proofs, name))) as Proved)

const groups = openCpuGroups()
const { total } = groups ? groupCounter(groups) : treeCounter()
const costs = new Map<string, number>()
const add = (name: string, seconds: number) => costs.set(name, (costs.get(name) ?? 0) + seconds)
const meter = {
  enter: () => () => {},
  joinFile: () => undefined,
  serving: <result>(_: unknown, work: () => Promise<result>) => work(),
  part(name: string) {
    const before = total()
    return () => add(name, total() - before)
  },
}

/** A check is asked several times: to stop early, and at the end. All of it is its cost. */
for (const check of artefactChecks as readonly { examine: ArtefactCheck['examine'] }[]) {
  const { examine } = check
  check.examine = (trial) => {
    const before = process.cpuUsage()
    const result = examine(trial)
    const { user, system } = process.cpuUsage(before)
    add(`check ${(check as ArtefactCheck).name}`, (user + system) / 1e6)
    return result
  }
}

const toolchain = await prepareToolchain(join(bench, 'cache'))
const reader = openReader(toolchain)
const temp = await openTempDir()
const rig = { toolchain, reader, socketDir: temp.dir, mint: mintSecret, heavy: semaphore(1) }
const each: { id: string; artefact: string; seconds: number }[] = []

async function verifyOnce({ evidence }: Proved, seed: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'assay-cost-'))
  const before = total()
  const { artefact } = await metered(meter, () => verify(evidence, { ...rig, dir, seed }))
  each.push({ id: evidence.interaction.id, artefact, seconds: total() - before })
  rmSync(dir, { recursive: true, force: true })
}

// The first warms the reader, which a run shares, and is not counted.
await verifyOnce(proved[0]!, 1)
costs.clear()
each.length = 0
for (const [index, of] of proved.entries()) await verifyOnce(of, index + 2)
await reader[Symbol.asyncDispose]()
await temp[Symbol.asyncDispose]()
await groups?.[Symbol.asyncDispose]()

const sorted = each.map(({ seconds }) => seconds).toSorted((a, b) => a - b)
const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!.toFixed(2)
const mean = (seconds: number) => (seconds / each.length).toFixed(3)
const sum = sorted.reduce((all, seconds) => all + seconds, 0)
const parts = [...costs].filter(([name]) => !name.startsWith('check ')).toSorted((a, b) => b[1] - a[1])
const checks = [...costs].filter(([name]) => name.startsWith('check ')).toSorted((a, b) => b[1] - a[1])
const told = new Set([...parts, ...checks].map(([name]) => name))
const rest = sum - [...told].reduce((all, name) => all + costs.get(name)!, 0)
const refused = each.filter(({ artefact }) => artefact !== 'accepted')

process.stdout.write(
  [
    '# What a verification costs',
    '',
    `Written by \`scripts/verification-cost.ts\` after an \`assay bench\`: ${each.length} functions that it had accepted, verified again one after the other with a warm reader; CPU seconds of the process tree. Median ${at(0.5)}, nine in ten below ${at(0.9)}, at most ${at(1)}, mean ${mean(sum)}. ${refused.length === 0 ? 'All were accepted again.' : `Not accepted this time: ${refused.map(({ id, artefact }) => `${id} (${artefact})`).join(', ')}.`}`,
    '',
    '| part | CPU seconds a function |',
    '|---|---|',
    ...parts.map(([name, seconds]) => `| ${name} | ${mean(seconds)} |`),
    `| rooms, gateways, accounts | ${mean(rest)} |`,
    '',
    'Checks look at what these parts brought to light, and run nothing themselves. Those above a millisecond a function:',
    '',
    '| check | CPU milliseconds a function |',
    '|---|---|',
    ...checks
      .filter(([, seconds]) => seconds / each.length >= 0.001)
      .map(([name, seconds]) => `| ${name.slice('check '.length)} | ${((seconds / each.length) * 1000).toFixed(1)} |`),
    '',
    'The dearest:',
    '',
    '| function | CPU seconds |',
    '|---|---|',
    ...each
      .toSorted((a, b) => b.seconds - a.seconds)
      .slice(0, 10)
      .map(({ id, seconds }) => `| ${id} | ${seconds.toFixed(1)} |`),
    '',
  ].join('\n'),
)
