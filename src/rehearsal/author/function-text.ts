import type { Scene } from '../part.ts'
import type { Argument, Draft, ListShape, Outcome, Start } from './draft.ts'
import { envelopeText } from './envelope-text.ts'
import { keptSchema, keptText } from './kept-text.ts'
import { nextPlaces } from './next-places.ts'
import { lookUpSchema, lookUpText } from './look-up-text.ts'
import { laterCode, laterLine, laterPlaces, startExtra, startSchema, startText } from './start-text.ts'
import { isSizeName } from './fields.ts'
import { type Extra, requestText } from './request-text.ts'
import type { Member, Shape } from './shape.ts'
import { described, keyText, pathText, placesText, worthKeeping, zodText } from './zod-text.ts'

const head = `import { createAction } from 'nango'\nimport { z } from 'zod'\n\n`

/** The source of an action that makes one request. */
export function actionText(scene: Scene, draft: Draft, outcome: Outcome): string {
  const paging = outcome.kind === 'list' ? pagingOf(draft, outcome.list) : startOnly(draft)
  const { schemas, output, build } = outcomeText(draft, outcome)
  const asked = requestText(draft, {
    from: 'input',
    extras: paging?.extras ?? [],
    pad: '    ',
    ...(paging?.link && { link: paging.link }),
  })
  return actionSource(scene, {
    input: [...argumentLines([draft]), ...(paging?.input ?? [])],
    schemas: `${keptSchema(draft)}${lookUpSchema(draft)}${startSchema(draft)}${schemas}`,
    output,
    body: `${keptText(draft)}${lookUpText(draft)}${startText(draft)}${asked}${envelopeText(draft.envelope, { pad: '    ' })}${build}`,
  })
}

export interface ActionSource {
  /** Lines of the schema of the input. */
  readonly input: readonly string[]
  /** Declarations before the output. */
  readonly schemas: string
  readonly output: string
  /** Ends with a return. */
  readonly body: string
}

/** The whole file of an action. */
export function actionSource({ does }: Scene, { input, schemas, output, body }: ActionSource): string {
  const usesInput = input.length > 0
  return `${head}const Input = z.object({${usesInput ? `\n${input.map((line) => `  ${line},\n`).join('')}` : ''}})

${schemas}const Output = ${output}

const action = createAction({
  description: ${JSON.stringify(does)},
  version: '1.0.0',
  input: Input,
  output: Output,
  exec: async (nango${usesInput ? ', input' : ''}): Promise<z.infer<typeof Output>> => {
${body}  },
})

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0]
export default action
`
}

/** What the caller gives, each thing once. */
export function argumentLines(drafts: readonly Draft[]): string[] {
  const given = drafts.flatMap(({ args }) => args).filter(({ code }) => code === undefined)
  return [...new Map(given.map((arg) => [arg.field.name, argumentLine(arg)])).values()]
}

function argumentLine({ field, shape, isRequired }: Argument): string {
  return `${keyText(field.name)}: ${zodText(shape, '  ', 0)}${isRequired ? '' : '.optional()'}${described(field.text)}`
}

export interface OutcomeText {
  /** Declarations before the output. */
  readonly schemas: string
  readonly output: string
  /** Ends with a return. */
  readonly build: string
}

/** What is made of the answer. */
export function outcomeText(draft: Draft, outcome: Outcome): OutcomeText {
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

/** To see what a list answers one has to begin somewhere. */
function startOnly({ start }: Draft): PagingText | undefined {
  return start && { input: [cursorLine(start)], extras: [startExtra(start)] }
}

function pagingOf({ operation, start }: Draft, list: ListShape): PagingText | undefined {
  const size = sizeField(operation)
  const { paging } = operation
  const input = [
    ...(size
      ? [`${keyText(size.name)}: z.number().int().min(1).max(100).optional().describe('How many on a page.')`]
      : []),
    ...(paging && list.next ? [cursorLine(start)] : []),
  ]
  const place = paging?.inBody ? ('body' as const) : ('query' as const)
  const sizeValue = size && valueText(size.name)
  return {
    input,
    extras: [
      ...(size ? [{ name: size.name, place: size.place, code: sizeValue!, when: `${sizeValue} !== undefined` }] : []),
      ...(start ? [startExtra(start)] : []),
      ...(paging?.how === 'cursor' && list.next && !start
        ? [{ name: paging.as, place, code: 'input.cursor', when: 'input.cursor !== undefined' }]
        : []),
    ],
    ...(paging?.how === 'link' && { link: 'input.cursor' }),
  }
}

function cursorLine(start: Start | undefined): string {
  const other = start ? ', or laterCursor of an earlier list; without it the list begins now' : ''
  return `cursor: z.string().optional().describe('Where to go on: nextCursor of the page before${other}.')`
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

function listOutcome({ operation, start }: Draft, list: ListShape): OutcomeText {
  const { path, item } = list
  const next = nextPlaces(operation, list)
  const places = [
    ...(path.length > 0 ? [{ path, text: 'z.array(Item).nullish()' }] : []),
    ...next.places,
    ...laterPlaces(start),
  ]
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
      "z.object({\n  items: z.array(Item),\n  nextCursor: z.string().optional().describe('Cursor of the next page; absent on the last one.'),\n" +
      laterLine(start) +
      '})',
    build: `${parse}    const next = ${next.code}\n    return { items: ${items}, ...(next && { nextCursor: next })${laterCode(start)} }\n`,
  }
}
