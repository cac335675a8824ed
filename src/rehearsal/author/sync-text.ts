import type { Scene } from '../part.ts'
import { type Level, levelsOf } from './level.ts'
import { loopText } from './loop-text.ts'
import { pageSchema, recordSchemas } from './record-text.ts'
import { described, keyText, zodText } from './zod-text.ts'

/** The source of a sync that saves one list after the other, page by page, with what is asked for with each item. */
export function syncText(scene: Scene, roots: readonly Level[]): string {
  const model = scene.model ?? 'Record'
  const levels = roots.map(levelsOf)
  const metadata = metadataText(levels.flat())
  const isSince = roots.some(({ list }) => list.since)
  const kept = [
    'cursor: z.string()',
    ...(isSince ? ['since: z.string()', 'newest: z.string()'] : []),
    ...(roots.length > 1 ? ['part: z.number()'] : []),
  ]
  return `import { createSync } from 'nango'
import { z } from 'zod'

${recordSchemas(levels, model)}${levels.flatMap((each, part) => each.map((level, depth) => pageSchema(level, part, depth))).join('')}${metadata}const sync = createSync({
  description: ${JSON.stringify(scene.does)},
  version: '1.0.0',
  frequency: 'every hour',
  autoStart: ${metadata === ''},
${metadata === '' ? '' : '  metadata: Metadata,\n'}  models: { ${model} },
  checkpoint: z.object({ ${kept.join(', ')} }),
  exec: async (nango) => {
    const checkpoint = await nango.getCheckpoint()
${metadata === '' ? '' : '    const metadata = Metadata.parse(await nango.getMetadata())\n'}    let cursor = checkpoint?.cursor ?? ''
${isSince ? "    const since = checkpoint?.since ?? ''\n    let newest = checkpoint?.newest ?? since\n" : ''}${partsText(levels, model)}  },
})

export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0]
export default sync
`
}

/** What whoever sets the sync up has to say; nothing where it finds all by itself. */
function metadataText(levels: readonly Level[]): string {
  const args = levels.flatMap(({ draft }) => draft.args).filter(({ code }) => code === undefined)
  const given = args.filter((arg, at) => args.findIndex(({ field }) => field.name === arg.field.name) === at)
  const lines = given.map(
    ({ field, shape, isRequired }) =>
      `  ${keyText(field.name)}: ${zodText(shape)}${isRequired ? '' : '.optional()'}${described(field.text)},\n`,
  )
  return lines.length === 0 ? '' : `const Metadata = z.object({\n${lines.join('')}})\n\n`
}

/** Several lists are read one after the other, and a run that was broken off goes on where it was. */
function partsText(roots: readonly (readonly Level[])[], model: string): string {
  if (roots.length === 1) return loopText(roots[0]!, { part: 0, depth: 0, model, pad: '    ' })
  const loops = roots.map((levels, part) => {
    const loop = loopText(levels, { part, depth: 0, model, pad: '      ', isOneOfMany: true })
    return `    if (part === ${part}) {\n${loop}      part = ${(part + 1) % roots.length}\n      await nango.saveCheckpoint({ cursor, part })\n    }\n`
  })
  return `    let part = checkpoint?.part ?? 0\n${loops.join('')}`
}
