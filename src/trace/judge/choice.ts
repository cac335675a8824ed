import { z } from 'zod'
import { jsonWithoutPrototypes } from '../../lib/json.ts'
import { printable } from '../../lib/printable.ts'
import type { Offer, Offered } from './offer.ts'

/** What a judge model chose, as far as it can be held to what it was offered. */
export type Choice =
  | { readonly kind: 'chose'; readonly offer: Offer; readonly eventIds: readonly string[]; readonly quote: string }
  | { readonly kind: 'none' }
  | Refused

interface Refused {
  readonly kind: 'refused'
  /** Goes on from "no answer of it counts: ". */
  readonly because: string
}

const chosen = z.strictObject({
  choice: z.int().min(1),
  eventIds: z.array(z.string().max(20)).min(1).max(3),
  quote: z.string().max(400),
})
const none = z.strictObject({
  choice: z.null(),
  eventIds: z.array(z.string()).max(0).optional(),
  quote: z.literal('').optional(),
})
const shape = z.union([chosen, none])

/** Nothing is made of an answer that is anything else than what was asked for. */
export function choiceIn(answer: string, offered: Offered): Choice {
  if (answer.trim() === '') return refused('it has no text')
  if (answer.length > longest) return refused(`it is longer than ${longest} characters`)
  const json = jsonWithoutPrototypes(withoutFence(answer))
  if (json === undefined) return refused('it is not one JSON object and nothing else')
  const parsed = shape.safeParse(json)
  if (!parsed.success) return refused('it is JSON of another shape than was asked for')
  const { choice, eventIds, quote } = parsed.data
  if (choice === null) return { kind: 'none' }
  const offer = offered.offers[choice - 1]
  if (!offer) return refused(`it chose candidate ${choice}, and ${offered.offers.length} were offered`)
  return held({ offer, eventIds, quote }, offered)
}

const longest = 4_000

/** Holds a citation to the texts that were offered. */
function held(cited: Omit<Extract<Choice, { kind: 'chose' }>, 'kind'>, { texts }: Offered): Choice {
  const { offer, eventIds, quote } = cited
  const unknown = eventIds.find((id) => !texts.has(id))
  if (unknown !== undefined) return refused(`it cites the event ${printable(unknown)}, which was not offered`)
  if (!eventIds.includes(offer.event)) return refused(`it chose the event ${offer.event} and does not cite it`)
  const stands = eventIds.some((id) => isQuoteOf(texts.get(id)!, quote))
  return stands ? { kind: 'chose', ...cited } : refused('its quote does not stand in the events that it cites')
}

/** A word or two stand anywhere. */
function isQuoteOf(text: string, quote: string): boolean {
  return text.includes(quote) && quote.trim().length >= Math.min(shortestQuote, text.trim().length)
}

const shortestQuote = 8

/** Models like to put JSON into a block of code, whatever they were told. */
function withoutFence(answer: string): string {
  return /^\s*```(?:json)?[ \t]*\n([^]*)\n[ \t]*```\s*$/.exec(answer)?.[1] ?? answer
}

function refused(because: string): Refused {
  return { kind: 'refused', because }
}
