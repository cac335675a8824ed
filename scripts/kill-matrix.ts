import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { gallery } from '../src/rehearsal/gallery.ts'

// Writes what a self-test came to as a page: `assay self-test --seeds 3 --json > result.json`, then
// `node scripts/kill-matrix.ts result.json > docs/kill-matrix.md`.

const strings = z.array(z.string())
const result = z
  .object({
    villains: z.number(),
    falseAccepts: strings,
    honest: z.number(),
    falseRejects: strings,
    conductMisses: strings,
    conductCases: z.number(),
    caughtByOthers: strings,
    plays: z.number(),
    killMatrix: z.array(z.object({ check: z.string(), kills: strings, alone: strings })),
    items: z.array(
      z.object({
        part: z.string(),
        seed: z.number(),
        kind: z.enum(['villain', 'oddity']),
        artefact: z.string(),
        conduct: z.string(),
        caughtBy: strings,
        naivelyAccepted: z.boolean().nullable(),
        surprises: strings,
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(process.argv[2] ?? '/dev/stdin', 'utf8')))

type Item = (typeof result.items)[number]

const seeds = Math.max(...result.items.map(({ seed }) => seed))
const partOf = (id: string) => id.split('#')[0]!
const unique = (names: readonly string[]) => [...new Set(names)]

function figures(): string[] {
  const share = (count: number, of: number) => `${count} of ${of}`
  return [
    `| ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} | |`,
    '|---|---|',
    `| villains whose function compiles and passes its own tests | ${result.villains} plays |`,
    `| … accepted by Assay, or not decided | ${share(result.falseAccepts.length, result.villains)} |`,
    `| villains that their own room refuses, or that only behave badly | ${result.conductCases} plays |`,
    `| honest oddities | ${result.honest} plays |`,
    `| … not accepted | ${share(result.falseRejects.length, result.honest)} |`,
    `| conduct judged otherwise than expected | ${share(result.conductMisses.length, result.plays)} |`,
    `| villains caught, and not by the check that was meant to | ${result.caughtByOthers.length} plays |`,
  ]
}

function matrix(): string[] {
  const rows = result.killMatrix.map(({ check, kills, alone }) => {
    const only = unique(alone.map(partOf))
    const shown = only.length > 6 ? `${only.slice(0, 6).join(', ')} and ${only.length - 6} more` : only.join(', ')
    return `| ${check} | ${unique(kills.map(partOf)).length} | ${only.length} | ${shown} |`
  })
  return ['| check or mark | villains | by it alone | which |', '|---|---|---|---|', ...rows]
}

function list(kind: 'villain' | 'oddity'): string[] {
  const rows = gallery
    .filter((part) => part.kind === kind)
    .map(({ name, moves, does }) => {
      const plays = result.items.filter(({ part }) => part === name)
      const verdicts = unique(plays.map(({ artefact, conduct }) => `${artefact}, ${conduct}`)).join('; ')
      const by = unique(plays.flatMap(({ caughtBy }) => caughtBy)).join(', ')
      const cells = [name, moves.join(' '), does, verdicts, ...(kind === 'villain' ? [roomOf(plays), by] : [])]
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
    })
  const heads = [
    'name',
    'moves',
    'what it does',
    'verdict, conduct',
    ...(kind === 'villain' ? ['its own room', 'caught by'] : []),
  ]
  return [`| ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length)}`, ...rows]
}

/** What compiler and own tests said. */
function roomOf(plays: readonly Item[]): string {
  const said = unique(
    plays.map(({ naivelyAccepted }) => (naivelyAccepted === null ? '' : naivelyAccepted ? 'accepts' : 'refuses')),
  )
  return said.join(', ')
}

process.stdout.write(
  `${[
    '# Who was caught by what',
    '',
    'Written by `node scripts/kill-matrix.ts` from `assay self-test --json`. [How Assay decides](how-assay-decides.md) says what each check asks.',
    '',
    ...figures(),
    '',
    '## Checks',
    '',
    'Verification stops at what is cheap: where a static rule or a failed run has said no, nothing later was asked. So "by it alone" is what would get through without it, as far as was looked; a check that stopped nobody alone is a second line.',
    '',
    ...matrix(),
    '',
    '## Villains',
    '',
    ...list('villain'),
    '',
    '## Honest oddities',
    '',
    ...list('oddity'),
  ].join('\n')}\n`,
)
