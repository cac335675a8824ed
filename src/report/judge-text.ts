import { printable } from '../lib/printable.ts'
import type { RootCause } from '../trace/root/root-cause.ts'
import { type Screen, wrapped } from './screen.ts'
import { dollars } from './wording.ts'

/** What a judge model said about one attempt. It changes nothing. */
export interface Opinion {
  /** `provider/model`. */
  readonly model: string
  /** A candidate of the search, and its citation; null for none of them, or where the answer was refused. */
  readonly chose:
    | (Pick<RootCause, 'turn' | 'kind' | 'owner'> & { readonly eventIds: readonly string[]; readonly quote: string })
    | null
  /** With what the search has named; null where nothing was chosen by anybody who could be believed. */
  readonly agrees: boolean | null
  /** Why its answer does not count, or why there is none. */
  readonly refused: string | null
  readonly usd: number
}

/** Beside the story that the search tells. */
export function opinionText(opinion: Opinion, named: RootCause | undefined, screen: Screen): string {
  const { model, chose, usd } = opinion
  const title = `  judge model ${printable(model, 80)} (${dollars(usd)}), whose word changes nothing`
  const lines = [
    screen.paint('bold', title),
    ...wrapped(`the search named ${named ? rootWords(named) : 'no root cause'}`, screen, '    ', '      '),
    ...wrapped(saidOf(opinion), screen, '    ', '      '),
    ...(chose
      ? wrapped(
          `it cites ${printable(chose.eventIds.join(', '))}: “${printable(chose.quote)}”`,
          screen,
          '    ',
          '      ',
        )
      : []),
  ]
  return `\n${lines.join('\n')}\n`
}

function saidOf({ chose, agrees, refused }: Opinion): string {
  if (refused !== null) return `no answer of it counts: ${printable(refused)}. What the search named stands`
  const words = chose ? rootWords(chose) : 'none of the candidates'
  return `the judge model chose ${words}: ${agrees ? 'they agree' : 'they do not agree'}`
}

function rootWords({ turn, kind, owner }: Pick<RootCause, 'turn' | 'kind' | 'owner'>): string {
  return `turn ${turn} (${kind}, ${owner}'s)`
}
