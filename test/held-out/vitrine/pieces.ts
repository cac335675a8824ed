import { isJsonObject } from '../../../src/lib/json.ts'
import type { Call, Route } from './door.ts'
import { readingOf } from './read-body.ts'
import { dayOf } from './seed-vitrine.ts'
import { keyOf, sheetOf } from './sheets.ts'
import { type Piece, type VitrineState, grades, kinds, shown, whereabouts } from './state.ts'
import { Refused, unheardOf } from './trouble.ts'

export function pieceRoutes(state: VitrineState): Route[] {
  const piece = (mark: string | undefined): Piece => {
    const there = state.pieces.get(mark ?? '')
    if (!there) throw unheardOf('piece', mark ?? '')
    return there
  }
  return [
    {
      method: 'GET',
      path: '/pieces',
      right: 'pieces.read',
      answer: (call) => Response.json(sheetOf(chosen(state, call.query).map(shown), call)),
    },
    {
      method: 'POST',
      path: '/pieces/search',
      right: 'pieces.read',
      answer: ({ body }) => Response.json(search(state, body)),
    },
    {
      method: 'GET',
      path: '/pieces/{mark}',
      right: 'pieces.read',
      answer: ({ named }) => Response.json(shown(piece(named['mark']))),
    },
    {
      method: 'PUT',
      path: '/pieces/{mark}',
      right: 'pieces.write',
      answer: ({ named, body }) => Response.json(shown(replace(state, piece(named['mark']), body))),
    },
    {
      method: 'GET',
      path: '/pieces/{mark}/checks',
      right: 'pieces.read',
      answer({ named }) {
        const { mark } = piece(named['mark'])
        return Response.json({ checks: state.checks.filter((check) => check.piece === mark).map(shown) })
      },
    },
    {
      method: 'POST',
      path: '/pieces/{mark}/checks',
      right: 'pieces.write',
      answer: ({ named, body }) => addCheck(state, piece(named['mark']), body),
    },
    {
      method: 'GET',
      path: '/shelves',
      right: 'pieces.read',
      answer: () => Response.json({ shelves: state.shelves.map(shown) }),
    },
  ]
}

function chosen({ pieces }: VitrineState, query: URLSearchParams): Piece[] {
  const wanted = (name: 'kind' | 'whereabouts') => query.get(name)
  return [...pieces.values()].filter(
    (piece) =>
      (wanted('kind') ?? piece.kind) === piece.kind &&
      (wanted('whereabouts') ?? piece.whereabouts) === piece.whereabouts,
  )
}

function search({ pieces }: VitrineState, body: Call['body']) {
  const read = readingOf(body)
  const asked = read.words('words').toLowerCase().split(/\s+/)
  const sorts = read.valueAt('where.kinds')
  const limit = read.valueAt('limit') ?? 10
  if (typeof limit !== 'number' || limit < 1 || limit > 25) read.wrong('limit', 'limit must be from 1 to 25.')
  read.settle()
  const hits = [...pieces.values()]
    .filter(({ kind }) => !Array.isArray(sorts) || sorts.includes(kind))
    .map((piece) => ({ piece, weight: asked.filter((word) => writtenOn(piece).includes(word)).length }))
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
  const beyond = read.valueAt('beyond')
  const start = beyond === undefined ? 0 : hits.findIndex(({ piece }) => keyOf(piece.mark) === beyond) + 1
  const shownHits = hits.slice(start, start + Number(limit))
  return {
    found: hits.length,
    hits: shownHits.map(({ piece, weight }) => ({ weight, piece: shown(piece) })),
    ...(start + Number(limit) < hits.length && { beyond: keyOf(shownHits.at(-1)?.piece.mark) }),
  }
}

function writtenOn({ called, maker, remarks, kind }: Piece): string {
  return `${called} ${maker.person} ${remarks ?? ''} ${kind}`.toLowerCase()
}

/** The whole piece is replaced; who had read an older edition of it is turned away. */
function replace({ shelves }: VitrineState, piece: Piece, body: Call['body']): Piece {
  const read = readingOf(body)
  const maker = read.valueAt('maker')
  const bornIn = isJsonObject(maker) && typeof maker['bornIn'] === 'number' ? maker['bornIn'] : null
  const edition = read.number('edition')
  const shelf = read.words('shelf')
  if (!shelves.some((each) => each.shelf === shelf)) read.wrong('shelf', `There is no shelf ${shelf}.`)
  const next = {
    called: read.words('called'),
    maker: { person: read.words('maker.person'), bornIn },
    kind: read.oneOf('kind', kinds),
    whereabouts: read.oneOf('whereabouts', whereabouts),
    shelf,
    insuredFor: { amount: read.words('insuredFor.amount'), money: read.words('insuredFor.money') },
    remarks: read.wordsOrNull('remarks'),
  }
  read.settle()
  if (edition !== piece.edition) {
    const words = `The piece is in edition ${piece.edition} by now: read it again, then send it with that edition.`
    throw new Refused(409, [{ sort: 'older-edition', about: 'edition', words }])
  }
  return Object.assign(piece, next, { edition: edition + 1, touched: new Date().toISOString() })
}

function addCheck(state: VitrineState, { mark }: Piece, body: Call['body']): Response {
  const read = readingOf(body)
  const check = {
    no: Math.max(...state.checks.map(({ no }) => no)) + 1,
    piece: mark,
    seenBy: read.words('seenBy'),
    grade: read.oneOf('grade', grades),
    words: read.words('words').trim(),
    on: read.valueAt('on') === undefined ? dayOf(Date.now()) : read.day('on'),
  }
  read.settle()
  state.checks.push(check)
  return Response.json({ check: shown(check) }, { status: 201 })
}
