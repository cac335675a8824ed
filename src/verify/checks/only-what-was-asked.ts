import { type Json, type JsonObject, objectsIn } from '../../lib/json.ts'
import type { Wanted } from '../../plan/interaction.ts'
import type { AccountObject } from '../../standins/stand-in.ts'
import { fieldOf } from '../fresh/names-in-account.ts'
import { plainName } from '../same-thing.ts'
import { type ArtefactCheck, type FreshRun, goodRuns, requestsOf } from '../trial.ts'

/**
 * Does only that come out which the plan wants? The sentence says it in words; the plan says in the API's own terms what
 * each thing has to have. Says nothing where the account holds nothing else.
 */
export const onlyWhatWasAsked: ArtefactCheck = {
  name: 'only-what-was-asked',
  examine(trial) {
    const { only } = trial.evidence.interaction
    if (!only) return undefined
    const runs = goodRuns(trial).map((run) => ({ run, others: run.before.filter((object) => !fits(object, only)) }))
    if (runs.every(({ others }) => others.length === 0)) return undefined
    for (const { run, others } of runs) {
      const other = othersIn(run, others)
      if (!other) continue
      const said = Object.keys(only).map((name) => `${name} ${JSON.stringify(fieldOf(other, name))}`)
      return {
        outcome: 'broken',
        because: `it lets ${other.key} of ${other.collection} through, which has ${said.join(' and ')}`,
        exhibits: requestsOf(run),
      }
    }
    return { outcome: 'held' }
  },
}

/** Of a thing that has no such field, nothing is said. */
function fits(object: AccountObject, only: Readonly<Record<string, Wanted>>): boolean {
  return Object.entries(only).every(([name, wanted]) => {
    const value = fieldOf(object, name)
    return value === undefined || [wanted].flat().some((each) => each === value)
  })
}

function othersIn({ ending }: FreshRun, others: readonly AccountObject[]): AccountObject | undefined {
  if (ending.kind !== 'returned') return undefined
  const byKey = new Map(others.map((object) => [object.key, object]))
  const given = objectsIn([ending.output, ...Object.values(ending.saved)])
  return given.map((each) => spokenOf(each, byKey)).find((object) => object !== undefined)
}

/** By its id, or by any other field with its key, where another field says the same of it: not a mere reference. */
function spokenOf(given: JsonObject, byKey: ReadonlyMap<string, AccountObject>): AccountObject | undefined {
  const entries = Object.entries(given)
  for (const [name, value] of entries) {
    const object = typeof value === 'string' || typeof value === 'number' ? byKey.get(String(value)) : undefined
    if (!object) continue
    const said = new Map(Object.entries(object.fields).map(([field, each]) => [plainName(field), each]))
    const isSaid = ([other, each]: [string, Json]) =>
      other !== name && typeof each === 'string' && each.length > 2 && said.get(plainName(other)) === each
    if (plainName(name) === 'id' || entries.some(isSaid)) return object
  }
  return undefined
}
