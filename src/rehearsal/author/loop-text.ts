import { envelopeText } from './envelope-text.ts'
import { sizeField } from './function-text.ts'
import { nextPlaces } from './next-places.ts'
import { type Condition, type Level, nameAt } from './level.ts'
import { keptOf, ownIdName, pageName } from './record-text.ts'
import { type Extra, requestText } from './request-text.ts'
import { keyText, pathText } from './zod-text.ts'

interface Place {
  /** Which of several lists that are read one after the other. */
  readonly part: number
  readonly depth: number
  readonly model: string
  readonly pad: string
  readonly isOneOfMany?: boolean
}

/** The loop over the pages of a list; within it, what is done with each item. */
export function loopText(levels: readonly Level[], place: Place): string {
  const { depth, pad } = place
  const level = levels[depth]!
  const cursor = nameAt(depth, 'cursor')
  const { since } = level.list
  const next = nextPlaces(level.draft.operation, level.list).code?.replaceAll('page', nameAt(depth, 'page'))
  const isLoop = depth === 0 || next !== undefined
  const inside = isLoop ? `${pad}  ` : pad
  const body = [
    pageText(level, { ...place, pad: inside }),
    itemsText(levels, { ...place, pad: inside }),
    ...(since
      ? [
          `${inside}for (const item of items) if ((item.${since.member} ?? '') > newest) newest = item.${since.member} ?? ''\n`,
        ]
      : []),
    ...(isLoop ? [`${inside}${cursor} = ${next ? `${next} ?? ''` : "''"}\n`] : []),
    ...(depth === 0 ? [`${inside}await nango.saveCheckpoint(${checkpointText(level, place)})\n`] : []),
  ].join('')
  if (!isLoop) return body
  const start = depth === 0 ? '' : `${pad}let ${cursor} = ''\n`
  return `${start}${pad}do {\n${body}${pad}} while (${cursor} !== '')\n`
}

function checkpointText({ list }: Level, { isOneOfMany }: Place): string {
  const rest = isOneOfMany ? ', part' : ''
  return list.since ? `{ cursor, since: cursor === '' ? newest : since, newest${rest} }` : `{ cursor${rest} }`
}

function pageText(level: Level, { part, depth, pad }: Place): string {
  const { draft, list } = level
  const { paging } = draft.operation
  const [cursor, response, page] = [nameAt(depth, 'cursor'), nameAt(depth, 'response'), nameAt(depth, 'page')]
  const request = requestText(draft, {
    from: 'metadata',
    extras: extrasOf(level, cursor),
    pad,
    as: response,
    ...(paging?.how === 'link' && { link: cursor }),
  })
  const refusal = envelopeText(draft.envelope, { pad, of: response, said: nameAt(depth, 'said') })
  const all = list.path.length > 0 ? `${pathText(page, list.path)} ?? []` : page
  const { kind } = list
  const items = kind ? `(${all}).filter((each) => each.${kind.member} === ${JSON.stringify(kind.value)})` : all
  return `${request}${refusal}${pad}const ${page} = ${pageName(part, depth)}.parse(${response}.data)\n${pad}const ${nameAt(depth, 'items')} = ${items}\n`
}

function extrasOf({ draft, list }: Level, cursor: string): Extra[] {
  const { paging } = draft.operation
  const size = sizeField(draft.operation)
  const place = paging?.inBody ? ('body' as const) : ('query' as const)
  return [
    ...(size ? [{ name: size.name, place: size.place, code: '100' }] : []),
    ...(list.since ? [{ name: list.since.param, place: list.since.place, code: 'since', when: "since !== ''" }] : []),
    ...(list.next && paging?.how === 'cursor'
      ? [{ name: paging.as, place, code: cursor, when: `${cursor} !== ''` }]
      : []),
  ]
}

/** What is done with the items of a page: saved, put into an outer one, and gone on with, one by one. */
function itemsText(levels: readonly Level[], place: Place): string {
  const { depth, pad, model } = place
  const level = levels[depth]!
  const { inner, errand, into } = level
  const items = nameAt(depth, 'items')
  if (into !== undefined) return `${pad}${into}.push(...${items})\n`
  const isFilled = level.isSaved && inner?.into !== undefined
  const save = `${pad}await nango.batchSave(${isFilled ? 'records' : recordsText(levels, depth)}, '${model}')\n`
  if (!inner && !errand) return save
  const deeper = inner ? innerText(levels, { ...place, pad: `${pad}  ` }) : ''
  const body = `${errandText(level, depth, `${pad}  `)}${conditionText(level, depth, `${pad}  `)}${deeper}`
  const loop = `${pad}for (const ${nameAt(depth, 'item')} of ${items}) {\n${body}${pad}}\n`
  if (isFilled) return `${pad}const records = []\n${loop}${save}`
  return level.isSaved ? `${save}${loop}` : loop
}

function innerText(levels: readonly Level[], place: Place): string {
  const { depth, pad } = place
  const level = levels[depth]!
  const into = level.inner?.into
  const loop = loopText(levels, { ...place, depth: depth + 1 })
  if (into === undefined) return loop
  const item = nameAt(depth, 'item')
  return `${pad}const ${into}: z.infer<typeof Entry>[] = []\n${loop}${pad}records.push({ ...${item}, id: String(${pathText(item, level.list.id)}), ${into} })\n`
}

/** Records with ids that no other record has, and with what the outer ones are called. */
function recordsText(levels: readonly Level[], depth: number): string {
  const { list } = levels[depth]!
  const [items, item] = [nameAt(depth, 'items'), nameAt(depth, 'item')]
  const outer = levels[depth - 1]
  const kept = keptOf(levels, depth)
  const id = `String(${pathText(item, list.id)})`
  const own = kept.length > 0 ? ownIdName(list) : undefined
  const more = [
    ...kept.map(({ name, code }) => `, ${keyText(name)}: ${code}`),
    ...(own === undefined ? [] : [`, ${keyText(own)}: ${pathText(item, list.id)}`]),
  ]
  const full = kept.length > 0 ? `[${[...kept.map(({ code }) => code), id].join(', ')}].join(':')` : id
  // The first of what belongs to a record may be the record itself.
  const others = outer?.isSaved
    ? `.filter((each) => ${pathText('each', list.id)} !== ${pathText(nameAt(depth - 1, 'item'), outer.list.id)})`
    : ''
  return `${items}${others}.map((${item}) => ({ ...${item}, id: ${full}${more.join('')} }))`
}

function conditionText({ only }: Level, depth: number, pad: string): string {
  const all = only.map((each) => conditionCode(each, depth)).join(' && ')
  return only.length === 0 ? '' : `${pad}if (!(${all})) continue\n`
}

function conditionCode({ member, is }: Condition, depth: number): string {
  const value = `${nameAt(depth, 'item')}.${member}`
  return is === 'true' ? `${value} === true` : is === 'not true' ? `${value} !== true` : `(${value} ?? 0) > 0`
}

/** The errand, and what comes after it only where it was done or not needed. */
function errandText({ errand, inner }: Level, depth: number, pad: string): string {
  if (!errand) return ''
  const { draft, only, already } = errand
  const all: Condition[] = [...(already ? [{ member: already, is: 'not true' } as const] : []), ...only]
  const when = all.map((each) => conditionCode(each, depth)).join(' && ') || 'true'
  const request = requestText(draft, { from: 'metadata', extras: [], pad: `${pad}  `, as: 'done' })
  const refusal = envelopeText(draft.envelope, { pad: `${pad}  `, of: 'done', said: 'agreed' })
  const asked = draft.envelope ? request : request.replace('const done = await', 'await')
  const skip = inner && already ? `${pad}if (${nameAt(depth, 'item')}.${already} !== true && !isNeeded) continue\n` : ''
  return `${pad}const isNeeded = ${when}\n${pad}if (isNeeded) {\n${asked}${refusal}${pad}}\n${skip}`
}
