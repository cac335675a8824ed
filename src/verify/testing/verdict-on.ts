import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { mintSecret } from '../../lib/mint-secret.ts'
import { openTempDir } from '../../lib/temp-dir.ts'
import type { Verdict } from '../verdict.ts'
import { verify } from '../verify.ts'
import { type StagedAttempt, stageAttempt } from './stage-attempt.ts'
import type { WarmRig } from './warm-rig.ts'

/** For tests: the verdict on what an agent might do, without one. */
export async function verdictOn(staged: StagedAttempt, tools: WarmRig): Promise<Verdict> {
  const evidence = await stageAttempt(staged, tools)
  const temp = await openTempDir()
  try {
    const dir = join(temp.dir, 'verification')
    await mkdir(dir)
    return await verify(evidence, {
      ...tools,
      dir,
      socketDir: temp.dir,
      seed: 4711,
      mint: mintSecret,
      heavy: (work) => work(),
    })
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

/** Names of the checks that spoke against it. */
export function brokenIn({ checks }: Verdict): string[] {
  return checks.flatMap(({ check, outcome }) => (outcome === 'broken' ? [check] : []))
}

/** Names of the checks that could not say. */
export function undecidedIn({ checks }: Verdict): string[] {
  return checks.flatMap(({ check, outcome }) => (outcome === 'undecided' ? [check] : []))
}
