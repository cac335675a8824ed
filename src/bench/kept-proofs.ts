import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Proved } from '../plant-controls.ts'
import type { Interaction } from '../plan/interaction.ts'
import { seedOf } from '../run-rig.ts'
import type { Evidence } from '../verify/evidence.ts'
import type { Verdict } from '../verify/verdict.ts'
import { shuffled } from './sample.ts'

/** What accepted functions leave for controls, on the disk: in memory it would be measured with the run. */
export interface KeptProofs {
  readonly keep: (evidence: Evidence, verdict: Verdict) => void
  /** In an order that the seed chooses. */
  proved(): Iterable<Proved>
}

/** More than one in ten, since not every function has a place for a mutant. */
const part = 0.3

export function keepProofs(interactions: readonly Interaction[], seed: number, dir: string): KeptProofs {
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const chosen = shuffled(interactions, seed ^ 0xc0).slice(0, Math.max(3, Math.ceil(interactions.length * part)))
  const kept = new Map<string, string>()
  return {
    keep(evidence, { artefact, proof }) {
      const { id, api, name } = evidence.interaction
      if (artefact !== 'accepted' || !proof || !chosen.some((each) => each.id === id)) return
      const file = join(dir, `${api}-${name}`)
      const accountSeed = seedOf(seed, `${id} attempt ${evidence.attempt}`)
      writeFileSync(file, serialize({ evidence, proof, accountSeed } satisfies Proved))
      kept.set(id, file)
    },
    *proved() {
      for (const { id } of chosen) {
        const file = kept.get(id)
        if (file !== undefined) yield deserialize(readFileSync(file)) as Proved
      }
    },
  }
}
