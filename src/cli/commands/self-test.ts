import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { acceptAllNaively } from '../../accept-naively.ts'
import { checkNames, conductNames } from '../../check-names.ts'
import { programSha256 } from '../../lib/program-hash.ts'
import { sha256 } from '../../lib/sha256.ts'
import type { DensityWish } from '../../plan/density.ts'
import { partsOf, planSelfTest, type Round } from '../../self-test/plan-self-test.ts'
import { forgetResults, keepResults, keptResults } from '../../self-test/kept-plays.ts'
import { type Played, type PlayResult, type SelfTest, judgePlays, resultsOf } from '../../self-test/judge-plays.ts'
import { galleryText, selfTestText } from '../../self-test/self-test-text.ts'
import type { Report } from '../../report/report.ts'
import { counted } from '../../report/wording.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { placesOfSelfTest } from '../places.ts'
import { runPlan } from '../run-plan.ts'
import { note, say, sayJson, screenOf } from '../say.ts'
import { demandVersions } from '../versions.ts'

interface SelfTestFlags extends DensityWish {
  readonly seeds: number
  readonly only?: string
  readonly sample?: number
  readonly parts?: string
  readonly list?: boolean
  readonly fresh?: boolean
  readonly json?: boolean
}

/** Plays the gallery, or somebody else's, and says who was wronged: 0 when nobody was, else 4. */
export async function selfTest(flags: SelfTestFlags): Promise<number> {
  const { seeds, only, sample, json } = flags
  const parts = await partsOf(flags.parts)
  if (flags.list) {
    if (json) sayJson(parts.map((part) => ({ ...part, play: undefined })))
    else say(galleryText(parts, screenOf(process.stdout)))
    return 0
  }
  const rounds = planSelfTest({
    parts,
    embedded: standInApis,
    seeds,
    ...(only !== undefined && { only }),
    ...(sample !== undefined && { sample }),
  })
  const { items, ended } = await playRounds(rounds, flags)
  const result = judgePlays(items, [...checkNames, ...conductNames])
  if (json) sayJson(result)
  else say(selfTestText(result, screenOf(process.stdout)))
  if (ended === 'interrupted') return 130
  if (ended === 'no-room') return 2
  return isRight(result) ? 0 : 4
}

/** One after the other, without those that the same self-test has played before it broke off. */
async function playRounds(
  rounds: readonly Round[],
  flags: SelfTestFlags,
): Promise<{ items: PlayResult[]; ended: Report['ended'] }> {
  // What others' parts import is not known here, so nothing tells whether they are still the same.
  const kept = flags.parts === undefined ? keptBy(rounds) : undefined
  if (kept && flags.fresh) await forgetResults(kept)
  const items: PlayResult[] = []
  for (const round of rounds) {
    const earlier = kept && (await keptResults(kept, round))
    if (earlier) {
      note(`${counted(earlier.length, 'play')} of a self-test that broke off are taken over; --fresh plays them again.`)
      items.push(...earlier)
      continue
    }
    const played = await playRound(round, flags)
    const results = resultsOf(played)
    items.push(...results)
    const { ended } = played.report
    if (ended !== 'finished') return { items, ended }
    if (kept) await keepResults(kept, round, results)
  }
  if (kept) await forgetResults(kept)
  return { items, ended: 'finished' }
}

/** Another place for whatever is played otherwise, or judged by other code. */
function keptBy(rounds: readonly Round[]): string {
  const source = fileURLToPath(new URL('../..', import.meta.url))
  const played = rounds.map(({ plays, plan }) => [plays.map(({ part, seed }) => [part.name, seed]), plan])
  return join(
    placesOfSelfTest().plays,
    sha256(JSON.stringify([demandVersions(), programSha256(source, ['.']), played])).slice(0, 16),
  )
}

const leastConduct = 0.95

function isRight({ falseAccepts, falseRejects, conductMisses, plays }: SelfTest): boolean {
  return falseAccepts.length === 0 && falseRejects.length === 0 && conductMisses.length <= plays * (1 - leastConduct)
}

async function playRound(round: Round, flags: SelfTestFlags): Promise<Played> {
  const { guardrails, plays, plan } = round
  note(`${plays.length} plays with guardrails ${guardrails}.`)
  const fatalTurns = new Map<string, number>()
  const places = placesOfSelfTest()
  const { report, dir } = await runPlan({
    plan,
    places,
    density: flags,
    seed: 1,
    guardrails,
    doing: 'assay self-test',
    isUnassembled: true,
    ...(flags.parts !== undefined && { partsDir: flags.parts }),
    onFatal: ({ interaction, turn }) => fatalTurns.set(interaction, turn),
  })
  if (report.ended !== 'finished') return { plays, report, naive: new Map(), fatalTurns }
  note('In their own rooms: does each villain compile, and do its own tests pass?')
  const villains = plays.filter(({ part }) => part.kind === 'villain' && !part.expects.artefact.includes('accepted'))
  const ids = new Set(villains.map(({ interaction }) => interaction))
  const rooms = plan.interactions
    .filter(({ id }) => ids.has(id))
    .map((interaction) => ({
      interaction,
      workspace: join(dir, interaction.api, interaction.name, 'attempt-1', 'workspace'),
    }))
  const naive = await acceptAllNaively(rooms, places.cache)
  return { plays, report, naive, fatalTurns }
}
