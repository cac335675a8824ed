import type { Json } from '../../lib/json.ts'
import type { Scene } from '../part.ts'
import type { Draft, Outcome } from './draft.ts'
import { envelopeText } from './envelope-text.ts'
import { actionSource, argumentLines, outcomeText } from './function-text.ts'
import { lookUpSchema, lookUpText } from './look-up-text.ts'
import type { Field, Operation } from './read-page.ts'
import { requestText } from './request-text.ts'
import { placesText } from './zod-text.ts'

/** A value of the second request: the code of it, and the member of the first answer that it is. */
export interface Bound {
  readonly field: Field
  readonly value: Json
  readonly code: string
  readonly member?: string
}

export interface Both {
  readonly first: Draft
  readonly next: Draft
  readonly bound: readonly Bound[]
  readonly outcome: Outcome
  readonly undo?: Operation
}

/** The source of an action that makes two requests, the second with what came of the first. */
export function thenText(scene: Scene, { first, next, bound, outcome, undo }: Both): string {
  const made = bound.find(({ member }) => member !== undefined)
  const { schemas, output, build } = outcomeText(next, outcome)
  const pad = undo ? '      ' : '    '
  const second = `${requestText(next, { from: 'input', extras: [], pad })}${envelopeText(next.envelope, { pad })}`
  const work =
    undo && made
      ? `    try {\n${second}${build.replaceAll(/^ {4}/gm, pad)}    } catch (error) {\n${undoText(undo, made, first)}      throw error\n    }\n`
      : `${second}${build}`
  const schema = made?.member ? `const Made = ${placesText([{ path: [made.member], text: 'z.string()' }])}\n\n` : ''
  const asked = requestText(first, { from: 'input', extras: [], pad: '    ', as: 'first' })
  const begun = made || first.envelope ? asked : asked.replace('const first = ', '')
  const refusal = envelopeText(first.envelope, { pad: '    ', of: 'first', said: 'firstSaid' })
  return actionSource(scene, {
    input: argumentLines([first, next]),
    schemas: `${lookUpSchema(first)}${schema}${schemas}`,
    output,
    body: `${lookUpText(first)}${begun}${refusal}${made ? '    const made = Made.parse(first.data)\n' : ''}${work}`,
  })
}

/** Nothing is left behind that is only half done. */
function undoText(operation: Operation, { field, code, value }: Bound, { envelope }: Draft): string {
  const own = operation.params.filter(({ inPath }) => inPath)
  const args = own.map((each) => ({
    field: each,
    place: 'path' as const,
    isRequired: true,
    shape: { kind: 'text' } as const,
    value,
    ...(each.name === field.name && { code }),
  }))
  return requestText(
    { operation, args, fixed: [], envelope },
    { from: 'input', extras: [], pad: '      ', as: 'undone' },
  ).replace('const undone = ', '')
}
