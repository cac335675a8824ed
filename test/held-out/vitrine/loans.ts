import type { Call, Route } from './door.ts'
import { readingOf } from './read-body.ts'
import { stretchOf } from './sheets.ts'
import { type Loan, type VitrineState, shown } from './state.ts'
import { Refused, unheardOf } from './trouble.ts'

export function loanRoutes(state: VitrineState): Route[] {
  const loan = (mark: string | undefined): Loan => {
    const there = state.loans.get(mark ?? '')
    if (!there) throw unheardOf('loan', mark ?? '')
    return there
  }
  return [
    {
      method: 'GET',
      path: '/loans',
      right: 'loans.read',
      answer: (call) => Response.json(stretchOf(changedSince(state, call.query).map(shown), call)),
    },
    { method: 'POST', path: '/loans', right: 'loans.write', answer: ({ body }) => ask(state, body) },
    {
      method: 'GET',
      path: '/loans/{mark}',
      right: 'loans.read',
      answer: ({ named }) => Response.json({ loan: shown(loan(named['mark'])) }),
    },
    {
      method: 'DELETE',
      path: '/loans/{mark}',
      right: 'loans.write',
      answer({ named }) {
        const there = loan(named['mark'])
        if (there.phase !== 'asked') {
          const words = `The loan is ${there.phase}: only one that is asked can be deleted.`
          throw new Refused(409, [{ sort: 'too-late', about: 'phase', words }])
        }
        state.loans.delete(there.mark)
        return new Response(null, { status: 204 })
      },
    },
  ]
}

/** In the order in which they were touched, the oldest first. */
function changedSince({ loans }: VitrineState, query: URLSearchParams): Loan[] {
  const since = query.get('touchedSince')
  const from = since === null ? -Infinity : Date.parse(since)
  if (Number.isNaN(from)) {
    const words = 'touchedSince must be a time such as 2026-05-31T09:30:00Z.'
    throw new Refused(422, [{ sort: 'does-not-fit', about: 'touchedSince', words }])
  }
  return [...loans.values()]
    .filter(({ touched }) => Date.parse(touched) >= from)
    .toSorted((one, other) => Date.parse(one.touched) - Date.parse(other.touched))
}

/** The desk thinks it over: what was asked for is there at once, and its answer comes later. */
function ask(state: VitrineState, body: Call['body']): Response {
  const read = readingOf(body)
  const piece = read.words('piece')
  const house = read.number('house')
  const span = { out: read.day('span.out'), due: read.day('span.due') }
  const purpose = read.words('purpose').trim()
  if (piece !== '' && !state.pieces.has(piece)) read.wrong('piece', `There is no piece ${piece}.`)
  if (house !== 0 && !state.houses.has(house)) read.wrong('house', `There is no house ${house}.`)
  if (span.due < span.out) read.wrong('span.due', 'span.due must not be before span.out.')
  read.settle()
  const touched = new Date().toISOString()
  const loan: Loan = { mark: state.nextMark('loan'), piece, house, phase: 'asked', span, purpose, touched }
  state.loans.set(loan.mark, loan)
  return Response.json({ loan: shown(loan), answerWithin: 'P5D' }, { status: 202 })
}
