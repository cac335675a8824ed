import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compareRenamed } from '../test/renamed/compare-renamed.ts'

// Builds the catalogue with the rehearsal author twice: with the names that an API has, and with invented ones in their
// place (accounts, requests, answers and pages). Prints how many of each were accepted, and keeps the runs.
// `npm run -s renamed -- --only 'slack/*' --limit 10`

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    limit: { type: 'string' },
    seed: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '2' },
  },
})
const dir = await mkdtemp(join(tmpdir(), 'assay-renamed-'))
const comparisons = compareRenamed({
  ...(values.only !== undefined && { only: values.only }),
  ...(values.limit !== undefined && { limit: Number(values.limit) }),
  seed: Number(values.seed),
  concurrency: Number(values.concurrency),
  dir,
})
const total = { interactions: 0, own: 0, renamed: 0 }
for await (const { api, interactions, accepted, acceptedRenamed, shortfalls } of comparisons) {
  total.interactions += interactions.length
  total.own += accepted.length
  total.renamed += acceptedRenamed.length
  tell(`${api}: ${accepted.length} of ${interactions.length} accepted, ${acceptedRenamed.length} in invented words`)
  const lost = accepted.filter((name) => !acceptedRenamed.includes(name))
  if (lost.length > 0) tell(`  lost: ${lost.join(', ')}`)
  for (const shortfall of shortfalls) process.stderr.write(`  ${shortfall}\n`)
}
const loss = total.own === 0 ? 0 : ((total.own - total.renamed) / total.own) * 100
tell(`all: ${total.own} of ${total.interactions}, ${total.renamed} in invented words: ${loss.toFixed(1)} % lost`)
tell(`runs: ${dir}`)

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}
