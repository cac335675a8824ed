import { existsSync } from 'node:fs'
import { diagnoseRig } from '../../doctor.ts'
import { findingText, summaryOf } from '../../doctor/doctor-text.ts'
import { type Look, good } from '../../doctor/look.ts'
import { openToBoxes } from '../open-to-boxes.ts'
import { placesOfRun } from '../places.ts'
import { planOf } from '../read-spec.ts'
import { say, sayJson, screenOf } from '../say.ts'
import { demandVersions } from '../versions.ts'

interface DoctorFlags {
  readonly spec: string
  readonly json?: boolean
}

const usualSpec = 'assay.yaml'

/** Proves the rig on this machine: 0 when agents can be started, 2 when something has to be mended first. */
export async function doctor({ spec, json }: DoctorFlags): Promise<number> {
  const screen = screenOf(process.stdout)
  const isThere = spec !== usualSpec || existsSync(spec)
  const diagnosis = await diagnoseRig({
    cacheDir: placesOfRun().cache,
    plan: async () => (isThere ? planOf({ spec }) : undefined),
    keys: process.env,
    own: [installation],
    ...(!json && { onFound: (finding) => say(findingText(finding, screen)) }),
  })
  if (json) sayJson(diagnosis)
  else say(`\n${summaryOf(diagnosis.findings)}`)
  return diagnosis.ready ? 0 : 2
}

const installation: Look = {
  about: 'assay',
  fix: 'npm ci',
  find() {
    openToBoxes()
    const { assay, opencode, nango } = demandVersions()
    return [good(`${assay}, with OpenCode ${opencode} and Nango ${nango} as pinned`)]
  },
}
