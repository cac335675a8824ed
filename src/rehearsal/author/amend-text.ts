import type { Json } from '../../lib/json.ts'
import type { Scene } from '../part.ts'
import { envelopeText } from './envelope-text.ts'
import type { Envelope, Field, Operation } from './read-page.ts'
import type { Shape } from './shape.ts'
import { described, keyText, zodText } from './zod-text.ts'

/** One entry of a list in a thing is added, taken off or changed; the thing is read first and written back. */
export interface Amendment {
  readonly reader: Operation
  readonly writer: Operation
  readonly list: Field
  /** The field of an entry that names it. */
  readonly key: Field
  readonly deed: 'add' | 'remove' | 'change'
  readonly changed?: Field
  readonly answer: Shape
  readonly envelope: Envelope | undefined
  readonly input: Readonly<Record<string, Json>>
}

/** The source of the function that does it. */
export function amendText(scene: Scene, amendment: Amendment): string {
  const { reader, writer, list, key, deed, changed, answer } = amendment
  const ids = writer.params.filter(({ inPath }) => inPath)
  const input = [...ids, key, ...(changed ? [changed] : [])]
  const endpoint = `\`${writer.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => `\${encodeURIComponent(input.${name})}`)}\``
  const isPartial = writer.method === 'PATCH'
  return `import { createAction } from 'nango'
import { z } from 'zod'

const Input = z.object({
${input.map(({ name, text }) => `  ${keyText(name)}: z.string()${described(text)},\n`).join('')}})

const Output = ${zodText(answer, '', 0)}

// Everything that is there is kept, whatever it is.
const Current = z.looseObject({
  ${keyText(list.name)}: z.array(z.looseObject({ ${keyText(key.name)}: z.string().optional() })).optional(),
})

const action = createAction({
  description: ${JSON.stringify(scene.does)},
  version: '1.0.0',
  input: Input,
  output: Output,
  exec: async (nango, input): Promise<z.infer<typeof Output>> => {
    // ${reader.page}: ${reader.method} ${reader.path}
    const current = await nango.get({ endpoint: ${endpoint}, retries: 3 })
${envelopeText(amendment.envelope, { pad: '    ', of: 'current', said: 'currentSaid' })}    const thing = Current.parse(current.data)
    const entries = thing.${list.name} ?? []
${
  deed === 'add'
    ? ''
    : `    if (!entries.some((entry) => entry.${key.name} === input.${key.name})) {
      throw new nango.ActionError({ type: 'not_found', message: \`There is no \${input.${key.name}} in it\` })
    }
`
}    const ${list.name} = ${changedList(amendment)}
    // ${writer.page}: ${writer.method} ${writer.path}
    const response = await nango.${writer.method.toLowerCase()}({
      endpoint: ${endpoint},
      data: { ${isPartial ? '' : '...thing, '}${list.name} },
    })
${envelopeText(amendment.envelope, { pad: '    ' })}    return Output.parse(response.data)
  },
})

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0]
export default action
`
}

function changedList({ deed, key, changed }: Amendment): string {
  const given = `input.${key.name}`
  if (deed === 'add') return `[...entries, { ${key.name}: ${given} }]`
  if (deed === 'remove') return `entries.filter((entry) => entry.${key.name} !== ${given})`
  const change = changed ? `, ${changed.name}: input.${changed.name}` : ''
  return `entries.map((entry) => (entry.${key.name} === ${given} ? { ...entry${change} } : entry))`
}
