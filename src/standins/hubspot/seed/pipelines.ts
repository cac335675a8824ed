import type { JsonObject } from '../../../lib/json.ts'
import { openRandom, type Random } from '../../seed/random.ts'
import { capitalized, word } from '../../seed/words.ts'
import type { HubSpotState, Pipeline } from '../state.ts'
import { seededId, times } from './clock.ts'

/** Two pipelines of deals and two of tickets. The first ones have the ids that every portal has, and names of their own. */
export function seedPipelines(state: HubSpotState, seed: number): void {
  state.pipelines['deals'] = [dealStages, dealStages.slice(0, 4)].map((stages, place) => {
    const random = openRandom(seed, `hubspot/pipeline/deals/${place}`)
    return pipeline(state, random, { place, id: 'default', stages })
  })
  state.pipelines['tickets'] = [ticketStages, ticketStages.slice(1)].map((stages, place) => {
    const random = openRandom(seed, `hubspot/pipeline/tickets/${place}`)
    return pipeline(state, random, { place, id: '0', stages })
  })
}

interface Plan {
  readonly place: number
  /** Of the first one. */
  readonly id: string
  readonly stages: readonly (readonly [id: string, metadata: JsonObject])[]
}

function pipeline(state: HubSpotState, random: Random, { place, id: first, stages }: Plan): Pipeline {
  const id = place === 0 ? first : seededId(state, random)
  const made = times(random, place)
  const label = `${capitalized(word(random))} ${word(random)}`
  return {
    id,
    fields: { label, displayOrder: place, id, ...made, archived: false },
    stages: stages.map(([usual, metadata], displayOrder) => {
      const stageId = place === 0 ? usual : seededId(state, random)
      const stageLabel = `${capitalized(word(random))} ${word(random)}`
      const common = { writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT', ...made, archived: false }
      return { id: stageId, fields: { label: stageLabel, displayOrder, metadata, id: stageId, ...common } }
    }),
  }
}

const dealStages = [
  ['appointmentscheduled', { isClosed: 'false', probability: '0.2' }],
  ['qualifiedtobuy', { isClosed: 'false', probability: '0.4' }],
  ['presentationscheduled', { isClosed: 'false', probability: '0.6' }],
  ['closedwon', { isClosed: 'true', probability: '1.0' }],
  ['decisionmakerboughtin', { isClosed: 'false', probability: '0.8' }],
  ['contractsent', { isClosed: 'false', probability: '0.9' }],
  ['closedlost', { isClosed: 'true', probability: '0.0' }],
] as const

const ticketStages = [
  ['1', { ticketState: 'OPEN', isClosed: 'false' }],
  ['2', { ticketState: 'OPEN', isClosed: 'false' }],
  ['3', { ticketState: 'OPEN', isClosed: 'false' }],
  ['4', { ticketState: 'CLOSED', isClosed: 'true' }],
] as const
