import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { juries } from '../test/judges/juries.ts'
import { judgeMutants, type Judged } from '../test/mutants/judge-mutants.ts'

// Breaks the stand-ins in seeded places and asks the vendors' own clients and specifications whether they notice:
// `npm run -s mutants -- --count 100 --seed 1`. Names of APIs choose among them. docs/mutants.md says how mutants are
// chosen and holds what one run printed.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
})
const named = juries.map(({ api }) => api).filter((api) => positionals.length === 0 || positionals.includes(api))
const [count, seed] = [Number(values.count), Number(values.seed)]
const judged = await judgeMutants({ apis: named, count, seed, onJudged: tell })
const caught = judged.filter(({ opinion }) => opinion.kind === 'noticed')
const perMutant = (cpuSeconds() / Math.max(1, judged.length)).toFixed(1)
const lines = [
  `Seed ${seed}: ${caught.length} of ${judged.length} mutants noticed, ${perMutant} CPU seconds a mutant.`,
  '',
  '| API | mutants | noticed |',
  '|---|---|---|',
  ...named.map((api) => {
    const own = judged.filter((one) => one.api === api)
    return `| ${api} | ${own.length} | ${own.filter(({ opinion }) => opinion.kind === 'noticed').length} |`
  }),
  '',
  'Survivors:',
  '',
  ...judged.filter(({ opinion }) => opinion.kind === 'survived').map((one) => `- ${described(one)}`),
]
process.stdout.write(`${lines.join('\n')}\n`)
/** Of this process and of those that it waited for. */
function cpuSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  // User and system time, own and children's, in hundredths of a second.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100
}

function tell(one: Judged): void {
  const said = one.opinion.kind === 'noticed' ? `noticed by ${one.opinion.by}` : 'SURVIVED'
  process.stderr.write(`${said}: ${described(one)}\n`)
}

function described({ file, line, mutation, before }: Judged): string {
  const brief = (text: string) => `\`${text.replaceAll(/\s+/g, ' ').slice(0, 70) || ' '}\``
  return `${file}:${line} ${mutation.operator}: ${brief(before)} → ${brief(mutation.text)}`
}
