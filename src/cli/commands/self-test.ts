import { join } from 'node:path'
import { acceptAllNaively } from '../../accept-naively.ts'
import { checkNames, conductNames } from '../../check-names.ts'
import type { DensityWish } from '../../plan/density.ts'
import { partsOf, planSelfTest, type Round } from '../../self-test/plan-self-test.ts'
import { type Played, type SelfTest, judgePlays } from '../../self-test/judge-plays.ts'
import { galleryText, selfTestText } from '../../self-test/self-test-text.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { placesOfSelfTest } from '../places.ts'
import { runPlan } from '../run-plan.ts'
import { note, say, sayJson, screenOf } from '../say.ts'

interface SelfTestFlags extends DensityWish {
  readonly seeds: number
  readonly only?: string
  readonly sample?: number
  readonly parts?: string
  readonly list?: boolean
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
  const played: Played[] = []
  for (const round of rounds) {
    const one = await playRound(round, flags)
    played.push(one)
    if (one.report.ended !== 'finished') break
  }
  const result = judgePlays(played, [...checkNames, ...conductNames])
  if (json) sayJson(result)
  else say(selfTestText(result, screenOf(process.stdout)))
  const ended = played.at(-1)?.report.ended
  if (ended === 'interrupted') return 130
  if (ended === 'no-room') return 2
  return isRight(result) ? 0 : 4
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
