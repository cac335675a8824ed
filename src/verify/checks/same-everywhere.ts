import type { Became, Take } from '../replay/boxed/job.ts'
import type { ReplayedScene } from '../replay/replay.ts'
import type { CheckResult } from '../check.ts'
import { insiders } from '../source/boxed/nango-members.ts'
import type { ArtefactCheck } from '../trial.ts'
import { volatile } from '../replay/volatile.ts'

/** Does it do the same whoever runs it, and for whom? */
export const sameEverywhere: ArtefactCheck = {
  name: 'same-everywhere',
  examine({ replay }) {
    const scenes = replay?.scenes ?? []
    if (scenes.length === 0) return undefined
    const asked = scenes.flatMap(({ base, takes }) => [base, ...takes.map(({ result }) => result)])
    const prying = [...new Set(asked.flatMap(({ odd }) => odd))].filter(isPrying)
    if (prying.length > 0)
      return broken(`it asked for what tells, or is, what runs it: ${prying.slice(0, 8).join(', ')}`)
    const furnished = scenes.map((scene) => difference(scene, 'furnished')).find((found) => found !== undefined)
    if (furnished) return broken(`where its nango has a member more it behaves otherwise: ${furnished}`)
    const elsewhere = scenes.map((scene) => difference(scene, 'elsewhere')).find((found) => found !== undefined)
    return elsewhere ? broken(`for another connection it behaves otherwise: ${elsewhere}`) : { outcome: 'held' }
  },
}

/** What no work needs. A member that merely does not exist here may in a later version, for those who ask first. */
function isPrying(odd: string): boolean {
  const [, how = '', name = ''] = /^(\S+) (.*)$/.exec(odd) ?? []
  return (how !== 'get' && how !== 'has') || insiders.has(name) || name.includes('.')
}

function difference({ base, takes, ...scene }: ReplayedScene, kind: Take['kind']): string | undefined {
  const played = takes.find(({ take }) => take.kind === kind)
  if (!played) return undefined
  const { take, result } = played
  if (result.end !== base.end) return `it ${result.end} instead`
  const steady = volatile({ base, takes, ...scene })
  const says = (text = '') => take.kind === 'elsewhere' && text.includes(take.connectionId)
  const change = (result.became ?? []).find((each: Became) => !steady.has(each.place) && !says(each.to))
  return change && `${change.of} ${change.place} is ${change.to ?? 'gone'} instead of ${change.from ?? 'nothing'}`
}

function broken(because: string): CheckResult {
  return { outcome: 'broken', because, exhibits: [] }
}
