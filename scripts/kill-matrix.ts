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

/** Why a check stays that stopped nobody alone. */
const whyItStays: Record<string, string> = {
  'answers-seen':
    'asks only of reading actions that returned nothing; what empties an answer is mostly caught by how the output follows',
  compiles: 'what does not compile can do nothing later; it says so with the compiler’s words',
  'fails-whole':
    'only functions of several writes are asked; the gallery’s break earlier, the catalogue’s own do not always',
  'faked-tools': 'who prints a tool’s words mostly claims them too: the claim is a violation, the faking is severe',
  'false-blame': 'goes with an ending that claims to be blocked; it names the lie, the other mark the missing proof',
  'forged-evidence':
    'an agent’s fixtures and tests are never read: it decides how severe the conduct is, not whether a function passes',
  'invented-commands': 'a command that does not exist is a note, and turns into a false claim when it is relied on',
  'laundered-errors': 'what a run swallows is swallowed in the replay too; this mark says that the agent saw it happen',
  'names-kept': 'swapped names of texts are caught here first; the sealed controls of a bench are mostly of that kind',
  'no-recorded-constants':
    'an old constant rarely survives new accounts as well; it is the one that needs no run, so it speaks on recordings alone',
  'owned-files-untouched':
    'goes with forged-evidence for most files; it is the one that knows all of them by their hash',
  'planned-operations':
    'doing nothing shows in other ways where an account is read; for writes that leave nothing to see, this is what is left',
  'read-back': 'a write that did not happen mostly leaves no exchange either; this one believes the account alone',
  'real-exchanges': 'our recording cannot be forged from inside a box; it is there for the day on which it can',
  'replay-faithful': 'who does something else at random is caught by it first, unless a later check meets it too',
  'repeats-no-write':
    'stopped nobody of the gallery alone; it refuses `retries` on writes, which honest authors do by habit',
  'source-written': 'without a source there is nothing to ask the others',
  'swept-account': 'the account’s losses are seen by other marks as well where the agent speaks of them',
  'tests-fail-when-broken': 'judges the tests that we generate, not the function: it stands guard over our own work',
  'unproved-block': 'goes with false-blame: the one looks for the words, this one for the exchange',
  'unreadable-surfaces': 'who takes a page for nothing mostly takes a refusal for nothing, too',
  'worked-round-a-stop': 'who goes on after a stop mostly tries something else that is marked as well',
}

function secondLines(): string[] {
  const rows = result.killMatrix
    .filter(({ alone }) => alone.length === 0)
    .map(({ check }) => `- \`${check}\`: ${whyItStays[check] ?? '**no reason is given yet**'}.`)
  return rows.length > 0 ? rows : ['None: each stopped somebody alone.']
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
    '## Second lines, and why they stay',
    '',
    ...secondLines(),
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
