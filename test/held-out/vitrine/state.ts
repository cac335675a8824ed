import type { JsonObject } from '../../../src/lib/json.ts'

/** A museum's lending desk: an API that nobody has heard of. */
export interface VitrineState {
  readonly pieces: Map<string, Piece>
  readonly houses: Map<number, House>
  readonly loans: Map<string, Loan>
  readonly checks: Check[]
  readonly shelves: readonly Shelf[]
  /** Draws the names of what is made later. */
  readonly nextMark: (sort: 'piece' | 'loan') => string
  readonly nextHouseNo: () => number
}

export const kinds = ['painting', 'print', 'textile', 'vessel', 'instrument'] as const
export const whereabouts = ['in-store', 'on-loan', 'in-repair'] as const
export const grades = ['sound', 'worn', 'fragile'] as const

export interface Piece {
  readonly mark: string
  called: string
  maker: { person: string; bornIn: number | null }
  kind: (typeof kinds)[number]
  whereabouts: (typeof whereabouts)[number]
  shelf: string
  insuredFor: { amount: string; money: string }
  remarks: string | null
  edition: number
  touched: string
}

export interface House {
  readonly houseNo: number
  title: string
  seat: { street: string; town: string; land: string }
  desk: { person: string; mail: string }
  trusted: boolean
  touched: string
}

export interface Loan {
  readonly mark: string
  piece: string
  house: number
  phase: 'asked' | 'granted' | 'out' | 'back'
  span: { out: string; due: string }
  purpose: string
  touched: string
}

export interface Check {
  readonly no: number
  readonly piece: string
  readonly seenBy: string
  readonly grade: (typeof grades)[number]
  readonly words: string
  readonly on: string
}

export interface Shelf {
  readonly shelf: string
  readonly room: string
}

export function shown(thing: Piece | House | Loan | Check | Shelf): JsonObject {
  return structuredClone(thing) as unknown as JsonObject
}
