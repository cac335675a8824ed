import type { Draft, Start } from './draft.ts'
import { envelopeText } from './envelope-text.ts'
import { type Extra, requestText } from './request-text.ts'
import { pathText, placesText } from './zod-text.ts'

/** The schema of the answer that says where now is. */
export function startSchema({ start }: Draft): string {
  return start ? `const Start = ${placesText([{ path: [start.member], text: 'z.string()' }])}\n\n` : ''
}

/** Asks where now is, if the caller does not say where to begin. */
export function startText({ start, fixed, envelope }: Draft): string {
  if (!start) return ''
  const request = requestText(
    { operation: start.reader, args: [], fixed: fixed.filter(({ place }) => place === 'query'), envelope },
    { from: 'input', extras: [], pad: '      ', as: 'start' },
  )
  const refusal = envelopeText(envelope, { pad: '      ', of: 'start', said: 'told' })
  return `    let cursor = input.cursor
    if (cursor === undefined) {
${request}${refusal}      cursor = ${pathText('Start.parse(start.data)', [start.member])}
    }
`
}

export function startExtra({ field }: Start): Extra {
  return { name: field.name, place: 'query', code: 'cursor' }
}

/** Where to begin the next time, if the answer says it. */
export function laterPlaces(start: Start | undefined) {
  return start?.later === undefined ? [] : [{ path: [start.later], text: 'z.string().nullish()' }]
}

export function laterLine(start: Start | undefined): string {
  return start?.later === undefined
    ? ''
    : "  laterCursor: z.string().optional().describe('Cursor with which to ask later what has happened since; on the last page.'),\n"
}

export function laterCode(start: Start | undefined): string {
  if (start?.later === undefined) return ''
  const value = pathText('page', [start.later])
  return `, ...(${value} && { laterCursor: ${value} })`
}
