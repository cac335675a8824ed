import type { AccountState, StandIn, StandInOptions } from '../../../src/standins/stand-in.ts'
import { openDoor } from './door.ts'
import { houseRoutes } from './houses.ts'
import { loanRoutes } from './loans.ts'
import { pieceRoutes } from './pieces.ts'
import { seedVitrine } from './seed-vitrine.ts'
import { type VitrineState, shown } from './state.ts'

const label = 'private-api-bearer/1'

/** The lending desk of one museum, in process. To Nango it is some private API with a bearer key. */
export async function openVitrine(options: StandInOptions): Promise<StandIn> {
  const state = seedVitrine(options.seed)
  const answer = openDoor([...pieceRoutes(state), ...houseRoutes(state), ...loanRoutes(state)], options)
  return {
    api: 'private-api-bearer',
    label,
    async fetch(request) {
      const response = await answer(request)
      response.headers.set('x-stand-in', label)
      return response
    },
    snapshot: async () => snapshotOf(state),
    [Symbol.asyncDispose]: async () => {},
  }
}

function snapshotOf({ pieces, houses, loans, checks, shelves }: VitrineState): AccountState {
  return [
    ...[...pieces.values()].map((piece) => ({
      collection: 'pieces',
      key: piece.mark,
      fields: shown(piece),
      names: ['mark', 'called'],
    })),
    ...[...houses.values()].map((house) => ({
      collection: 'houses',
      key: String(house.houseNo),
      fields: shown(house),
      names: ['houseNo', 'title'],
    })),
    ...[...loans.values()].map((loan) => ({
      collection: 'loans',
      key: loan.mark,
      fields: shown(loan),
      names: ['mark'],
    })),
    ...checks.map((check) => ({
      collection: 'checks',
      key: `${check.piece} ${check.no}`,
      fields: shown(check),
      names: ['no'],
    })),
    ...shelves.map((shelf) => ({
      collection: 'shelves',
      key: shelf.shelf,
      fields: shown(shelf),
      names: ['shelf', 'room'],
    })),
  ]
}
