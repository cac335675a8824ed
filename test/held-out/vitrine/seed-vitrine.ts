import { type Random, openRandom } from '../../../src/standins/seed/random.ts'
import { capitalized, person, sentence, text, word, words } from '../../../src/standins/seed/words.ts'
import { type Check, type House, type Loan, type Piece, type Shelf, type VitrineState } from './state.ts'
import { grades, kinds, whereabouts } from './state.ts'

/** More than two sheets of everything that is listed in sheets. */
const pieceCount = 57
const houseCount = 26
const loanCount = 43

/** The same account for the same seed; for another seed one of the same shape, with other names. */
export function seedVitrine(seed: number): VitrineState {
  const shelves = Array.from({ length: 8 }, (_, index) => shelfFor(openRandom(seed, `shelf ${index}`)))
  const pieces = Array.from({ length: pieceCount }, (_, index) => pieceFor(seed, index, shelves))
  const houses = Array.from({ length: houseCount }, (_, index) => houseFor(seed, index))
  const loans = Array.from({ length: loanCount }, (_, index) => loanFor({ seed, index, pieces, houses }))
  const checks = pieces.slice(0, 30).flatMap((piece, index) => checksOf(seed, index, piece))
  const random = openRandom(seed, 'later')
  let houseNo = 90_000 + random.below(5_000)
  return {
    pieces: new Map(pieces.map((piece) => [piece.mark, piece])),
    houses: new Map(houses.map((house) => [house.houseNo, house])),
    loans: new Map(loans.map((loan) => [loan.mark, loan])),
    checks,
    shelves,
    nextMark: (sort) => markFor(sort, random),
    nextHouseNo: () => houseNo++,
  }
}

// A digit in the middle: a mark never reads like a word.
function markFor(sort: string, random: Random): string {
  const letters = 'bcdfghjkmnpqrstvwxz'
  return `${sort}:${random.characters(letters, 3)}${2 + random.below(8)}${random.characters(`${letters}23456789`, 4)}`
}

function shelfFor(random: Random): Shelf {
  return { shelf: markFor('shelf', random), room: `${capitalized(word(random))} room` }
}

function pieceFor(seed: number, index: number, shelves: readonly Shelf[]): Piece {
  const random = openRandom(seed, `piece ${index}`)
  const maker = person(random)
  return {
    mark: markFor('piece', random),
    called: `${capitalized(words(random, 2))} ${capitalized(word(random))}`,
    maker: { person: `${maker.first} ${maker.last}`, bornIn: index % 5 === 3 ? null : 1700 + random.below(260) },
    kind: kinds[index % kinds.length]!,
    whereabouts: whereabouts[index % 7 === 2 ? 1 : index % 7 === 5 ? 2 : 0]!,
    shelf: shelves[index % shelves.length]!.shelf,
    insuredFor: {
      amount: `${500 + random.below(90_000)}.${10 + random.below(90)}`,
      money: index % 4 === 0 ? 'CHF' : 'EUR',
    },
    remarks: index % 6 === 4 ? null : text(random, index),
    edition: 1 + (index % 3),
    touched: timeFor(random),
  }
}

function houseFor(seed: number, index: number): House {
  const random = openRandom(seed, `house ${index}`)
  const clerk = person(random)
  const name = word(random)
  return {
    // Apart from every other house's, and from those of another seed most of the time.
    houseNo: 10_000 + index * 2_500 + random.below(2_500),
    title: `${capitalized(name)} Museum of ${capitalized(word(random))}`,
    seat: {
      street: `${1 + random.below(200)} ${capitalized(word(random))} Street`,
      town: capitalized(word(random)),
      land: index % 2 === 0 ? 'NL' : 'PT',
    },
    desk: { person: `${clerk.first} ${clerk.last}`, mail: `${clerk.handle}@${name}.example` },
    trusted: index % 3 !== 0,
    touched: timeFor(random),
  }
}

interface LoanPlace {
  readonly seed: number
  readonly index: number
  readonly pieces: readonly Piece[]
  readonly houses: readonly House[]
}

function loanFor({ seed, index, pieces, houses }: LoanPlace): Loan {
  const random = openRandom(seed, `loan ${index}`)
  const out = Date.UTC(2027, 0, 1 + random.below(200))
  return {
    mark: markFor('loan', random),
    piece: pieces[(index * 4) % pieces.length]!.mark,
    house: houses[(index * 3) % houses.length]!.houseNo,
    phase: (['asked', 'granted', 'out', 'back'] as const)[index % 4]!,
    span: { out: dayOf(out), due: dayOf(out + (20 + random.below(100)) * day) },
    purpose: sentence(random),
    touched: timeFor(random),
  }
}

function checksOf(seed: number, index: number, piece: Piece): Check[] {
  return [0, 1].map((turn) => {
    const random = openRandom(seed, `check ${index} ${turn}`)
    const warden = person(random)
    return {
      no: 10_000 + index * 100 + turn * 50 + random.below(50),
      piece: piece.mark,
      seenBy: `${warden.first} ${warden.last}`,
      grade: grades[(index + turn) % grades.length]!,
      words: text(random, index + turn),
      on: dayOf(Date.UTC(2026, random.below(9), 1 + random.below(28))),
    }
  })
}

const day = 86_400_000

export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

function timeFor(random: Random): string {
  return new Date(Date.UTC(2026, 1, 1) + random.below(200 * 86_400) * 1000).toISOString().replace('.000', '')
}
