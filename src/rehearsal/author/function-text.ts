import type { Scene } from '../part.ts'
import type { Argument, Draft, ListShape, Outcome } from './draft.ts'
import { envelopeText } from './envelope-text.ts'
import { keptSchema, keptText } from './kept-text.ts'
import { nextPlaces } from './next-places.ts'
import { lookUpSchema, lookUpText } from './look-up-text.ts'
import { isSizeName } from './fields.ts'
import { type Extra, requestText } from './request-text.ts'
import type { Member, Shape } from './shape.ts'
import { described, keyText, pathText, placesText, worthKeeping, zodText } from './zod-text.ts'

const head = `import { createAction } from 'nango'\nimport { z } from 'zod'\n\n`

/** The source of an action that makes one request. */
export function actionText(scene: Scene, draft: Draft, outcome: Outcome): string {
  const paging = outcome.kind === 'list' ? pagingOf(draft, outcome.list) : undefined
  const input = [...draft.args.filter(({ code }) => code === undefined).map(argumentLine), ...(paging?.input ?? [])]
  const { schemas, output, build } = outcomeText(draft, outcome)
  const usesInput = input.length > 0
  return `${head}const Input = z.object({${input.length > 0 ? `\n${input.map((line) => `  ${line},\n`).join('')}` : ''}})

${keptSchema(draft)}${lookUpSchema(draft)}${schemas}const Output = ${output}

const action = createAction({
  description: ${JSON.stringify(scene.does)},
  version: '1.0.0',
  input: Input,
  output: Output,
  exec: async (nango${usesInput ? ', input' : ''}): Promise<z.infer<typeof Output>> => {
${keptText(draft)}${lookUpText(draft)}${requestText(draft, { from: 'input', extras: paging?.extras ?? [], pad: '    ', ...(paging?.link && { link: paging.link }) })}${envelopeText(draft.envelope, { pad: '    ' })}${build}  },
})

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0]
export default action
`
}

function argumentLine({ field, shape, isRequired }: Argument): string {
  return `${keyText(field.name)}: ${zodText(shape, '  ', 0)}${isRequired ? '' : '.optional()'}${described(field.text)}`
}

interface OutcomeText {
  /** Declarations before the output. */
  readonly schemas: string
  readonly output: string
  /** Ends with a return. */
  readonly build: string
}

function outcomeText(draft: Draft, outcome: Outcome): OutcomeText {
  switch (outcome.kind) {
    case 'raw':
      return {
        schemas: '',
        output: 'z.object({ answer: z.string() })',
        build: `    return { answer: JSON.stringify(response.data ?? null) }\n`,
      }
    case 'done':
      return {
        schemas: '',
        output: 'z.object({ success: z.boolean() })',
        build: `${draft.envelope ? '' : "    if (response.status >= 300) throw new nango.ActionError({ type: 'not_done', message: `The API answered ${response.status}` })\n"}    return { success: true }\n`,
      }
    case 'one':
      return {
        schemas: '',
        output: zodText(shown(outcome.shape, draft), '', 0),
        build: '    return Output.parse(response.data)\n',
      }
    case 'list':
      return listOutcome(draft, outcome.list)
  }
}

function shown(shape: Shape, { envelope }: Draft): Shape {
  if (shape.kind !== 'object' || !envelope) return shape
  const own = ({ name }: Member) => name !== envelope.ok && name !== envelope.error
  return { kind: 'object', members: shape.members.filter(own) }
}

/** Whether anything of an answer is worth handing on. */
export function saysSomething(shape: Shape, draft: Draft): boolean {
  const kept = shown(shape, draft)
  return kept.kind !== 'object' || worthKeeping(kept.members, 0).length > 0
}

interface PagingText {
  readonly input: readonly string[]
  readonly extras: readonly Extra[]
  readonly link?: string
}

function pagingOf({ operation }: Draft, list: ListShape): PagingText | undefined {
  const size = sizeField(operation)
  const { paging } = operation
  const input = [
    ...(size
      ? [`${keyText(size.name)}: z.number().int().min(1).max(100).optional().describe('How many on a page.')`]
      : []),
    ...(paging && list.next
      ? [`cursor: z.string().optional().describe('Where to go on: nextCursor of the page before.')`]
      : []),
  ]
  const place = paging?.inBody ? ('body' as const) : ('query' as const)
  const sizeValue = size && valueText(size.name)
  return {
    input,
    extras: [
      ...(size ? [{ name: size.name, place: size.place, code: sizeValue!, when: `${sizeValue} !== undefined` }] : []),
      ...(paging?.how === 'cursor' && list.next
        ? [{ name: paging.as, place, code: 'input.cursor', when: 'input.cursor !== undefined' }]
        : []),
    ],
    ...(paging?.how === 'link' && { link: 'input.cursor' }),
  }
}

function valueText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `input.${name}` : `input[${JSON.stringify(name)}]`
}

/** The parameter by which an operation is told how many to answer at once. */
export function sizeField({
  params,
  body,
  paging,
}: Draft['operation']): { name: string; place: 'query' | 'body' } | undefined {
  const isSize = ({ name, type }: { name: string; type: string }) =>
    isSizeName(name) && /^(number|integer|int)/.test(type)
  const inQuery = params.find(isSize)
  if (inQuery) return { name: inQuery.name, place: 'query' }
  const inBody = paging ? body.find(isSize) : undefined
  return inBody && { name: inBody.name, place: 'body' }
}

function listOutcome({ operation }: Draft, list: ListShape): OutcomeText {
  const { path, item } = list
  const next = nextPlaces(operation, list)
  const places = [...(path.length > 0 ? [{ path, text: 'z.array(Item).nullish()' }] : []), ...next.places]
  const page = path.length > 0 ? placesText(places) : 'z.array(Item)'
  const items = path.length > 0 ? `${pathText('page', path)} ?? []` : 'page'
  const head = `const Item = ${zodText(item, '', 0)}\n\nconst Page = ${page}\n\n`
  const parse = '    const page = Page.parse(response.data)\n'
  if (next.code === undefined) {
    return {
      schemas: head,
      output: 'z.object({\n  items: z.array(Item),\n})',
      build: `${parse}    return { items: ${items} }\n`,
    }
  }
  return {
    schemas: head,
    output:
      "z.object({\n  items: z.array(Item),\n  nextCursor: z.string().optional().describe('Cursor of the next page; absent on the last one.'),\n})",
    build: `${parse}    const next = ${next.code}\n    return { items: ${items}, ...(next && { nextCursor: next }) }\n`,
  }
}
