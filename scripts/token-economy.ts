import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTempDir } from '../src/lib/temp-dir.ts'
import { configurations, playAll } from './token-economy/configurations.ts'
import { page } from './token-economy/page.ts'
import { trajectoriesIn } from './token-economy/trajectories.ts'

// Plays what agents of an `assay bench` did once more, before the real OpenCode as Assay sets it up and as it comes, and
// writes docs/token-economy.md: node scripts/token-economy.ts .assay/bench/runs/RUN [EVERY]

const [runs = '.assay/bench/runs', every = '1'] = process.argv.slice(2)
const trajectories = trajectoriesIn(runs).filter((_, at) => at % Number(every) === 0)
await using temp = await openTempDir()
const played = []
for (const [at, configuration] of configurations.entries()) {
  const asked = await playAll(trajectories, configuration, join(temp.dir, `c${at}`))
  played.push({ name: configuration.name, asked })
}
writeFileSync(new URL('../docs/token-economy.md', import.meta.url), page(trajectories, played))
