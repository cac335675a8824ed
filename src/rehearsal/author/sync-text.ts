import type { Scene } from '../part.ts'
import type { Draft, ListShape } from './draft.ts'
import { envelopeText } from './envelope-text.ts'
import { nextPlaces, sizeField } from './function-text.ts'
import { requestText } from './request-text.ts'
import type { Shape } from './shape.ts'
import { described, keyText, pathText, placesText, zodText } from './zod-text.ts'

/** The source of a sync that saves one list, page by page. */
export function syncText(scene: Scene, draft: Draft, list: ListShape): string {
  const model = scene.model ?? 'Record'
  const { operation, args } = draft
  const { paging } = operation
  const next = nextPlaces(operation, list)
  const id = idPathOf(list.item) ?? ['id']
  const size = sizeField(operation)
  const places = [
    ...(list.path.length > 0 ? [{ path: list.path, text: 'z.array(Item).nullish()' }] : []),
    ...next.places,
  ]
  const extras = [
    ...(size ? [{ name: size.name, place: size.place, code: '100' }] : []),
    ...(next.code && paging?.how === 'cursor'
      ? [
          {
            name: paging.as,
            place: paging.inBody ? ('body' as const) : ('query' as const),
            code: 'cursor',
            when: "cursor !== ''",
          },
        ]
      : []),
  ]
  const items = list.path.length > 0 ? `${pathText('page', list.path)} ?? []` : 'page'
  const metadata = args.length > 0
  return `import { createSync } from 'nango'
import { z } from 'zod'

const Item = ${zodText(list.item, '', 0)}

const ${model} = ${recordText(list.item)}

const Page = ${list.path.length > 0 ? placesText(places) : 'z.array(Item)'}
${metadata ? `\nconst Metadata = z.object({\n${args.map(({ field, shape }) => `  ${keyText(field.name)}: ${zodText(shape)}${described(field.text)},\n`).join('')}})\n` : ''}
const sync = createSync({
  description: ${JSON.stringify(scene.does)},
  version: '1.0.0',
  frequency: 'every hour',
  autoStart: ${!metadata},
${metadata ? '  metadata: Metadata,\n' : ''}  models: { ${model} },
  checkpoint: z.object({ cursor: z.string() }),
  exec: async (nango) => {
    const checkpoint = await nango.getCheckpoint()
${metadata ? '    const metadata = Metadata.parse(await nango.getMetadata())\n' : ''}    let cursor = checkpoint?.cursor ?? ''
    do {
${requestText(draft, { from: 'metadata', extras, pad: '      ', ...(paging?.how === 'link' && { link: 'cursor' }) })}${envelopeText(draft.envelope, { pad: '      ' })}      const page = Page.parse(response.data)
      const items = ${items}
      await nango.batchSave(items.map((item) => ({ ...item, id: String(${pathText('item', id)}) })), '${model}')
      cursor = ${next.code ? `${next.code} ?? ''` : "''"}
      await nango.saveCheckpoint({ cursor })
    } while (cursor !== '')
  },
})

export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0]
export default sync
`.replaceAll('nango.ActionError', scene.kind === 'sync' ? 'nango.ActionError' : 'nango.ActionError')
}

/** The item with an id that is a text. */
function recordText(item: Shape): string {
  const text = zodText(item, '', 0)
  return /^ {2}id: /m.test(text)
    ? text.replace(/^ {2}id: z\.\w+\(\)/m, '  id: z.string()')
    : text.replace('{\n', '{\n  id: z.string(),\n')
}

/** The way to what names an item. */
function idPathOf(item: Shape, depth = 0): readonly string[] | undefined {
  if (item.kind !== 'object') return undefined
  const named = (pattern: RegExp) =>
    item.members.find(({ name, shape }) => pattern.test(name) && (shape.kind === 'text' || shape.kind === 'number'))
  const own = named(/^(id|_id)$/) ?? named(/^(ts|key|uuid|guid)$/i) ?? named(/(_id|Id|ID)$/)
  if (own) return [own.name]
  if (depth < 1) {
    for (const { name, shape } of item.members) {
      const inner = idPathOf(shape, depth + 1)
      if (inner) return [name, ...inner]
    }
  }
  // What is always there and a text may be what it is known by.
  const name = named(/^(name|email)$/) ?? item.members.find(({ shape, always }) => always && shape.kind === 'text')
  return name && [name.name]
}
