import type { CheckResult } from '../check.ts'
import type { Take } from '../replay/boxed/job.ts'
import type { ReplayedScene } from '../replay/replay.ts'
import type { ArtefactCheck, Trial } from '../trial.ts'

/** Does it fail when the API refuses (401, 403, 500, and the API's own ways of refusing)? */
export const errorsSurface: ArtefactCheck = {
  name: 'errors-surface',
  examine: (trial) => surfaces(trial, (refusal) => !isAbsence(refusal)),
}

/** Does it fail when the API says that there is no such thing (404, 410)? A delete may be excused from this. */
export const notFoundSurfaces: ArtefactCheck = {
  name: 'not-found-surfaces',
  examine: (trial) => surfaces(trial, isAbsence),
}

type Refusal = Extract<Take, { kind: 'refusal' }>

function isAbsence({ status }: Refusal): boolean {
  return status === 404 || status === 410
}

function surfaces({ replay }: Trial, concerns: (refusal: Refusal) => boolean): CheckResult | undefined {
  const scenes = replay?.scenes ?? []
  // What did not end has no result, and nothing after it was played.
  const stuck = scenes.flatMap((scene) => scene.stuck ?? [])
  const refused = stuck.find((take) => take.kind === 'refusal' && concerns(take))
  if (refused?.kind === 'refusal') return broken(`it does not end when the API refuses with ${told(refused)}`)
  const taken = scenes.flatMap(({ takes }) => takes)
  const asked = taken.filter(({ take }) => take.kind === 'refusal' && concerns(take))
  if (asked.length === 0) return undefined
  const endless = asked.find(({ result }) => result.end === 'endless') ?? scenes.flatMap(endlessIn)[0]
  if (endless?.take.kind === 'refusal') return broken(`it does not end when the API refuses with ${told(endless.take)}`)
  if (endless) return broken('it does not end when the API answers what it cannot use: it asks again for ever')
  const swallowed = asked.filter(({ result }) => result.end === 'returned' && result.used.length > 0)
  if (swallowed.length === 0) return { outcome: 'held' }
  const refusals = swallowed.flatMap(({ take }) => (take.kind === 'refusal' ? [told(take)] : []))
  return broken(`it reports success although the API refused: ${[...new Set(refusals)].join('; ')}`)
}

/** Answers come to an end, and who asks beyond it gets an error: only who takes no error for one asks for ever. */
function endlessIn({ scene, takes }: ReplayedScene): ReplayedScene['takes'] {
  return scene.isFixture
    ? []
    : takes.filter(({ take, result }) => take.kind.startsWith('response') && result.end === 'endless')
}

function told({ status, response, answer }: Refusal): string {
  const body = status < 400 ? ` ${JSON.stringify(response).slice(0, 120)}` : ''
  return `${status}${body}${answer === 'every' ? '' : ` to request ${answer + 1}`}`
}

function broken(because: string): CheckResult {
  return { outcome: 'broken', because, exhibits: [] }
}
