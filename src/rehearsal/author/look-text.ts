import type { Json } from '../../lib/json.ts'
import type { Scene } from '../part.ts'
import { keyText } from './zod-text.ts'

/** A request with all its values, only to see what it answers. */
export interface Look {
  readonly page: string
  readonly method: string
  readonly endpoint: string
  readonly params?: Readonly<Record<string, string | number>>
  readonly headers?: Readonly<Record<string, string>>
  readonly data?: Json
}

/** The source of a function that only looks: it hands on the answers as texts. */
export function lookText(scene: Scene, looks: readonly Look[]): string {
  const requests = looks.map((look) => requestLines(look, looks.length > 1)).join('')
  if (scene.kind === 'sync') return lookSync(scene, requests)
  return `import { createAction } from 'nango'
import { z } from 'zod'

// Only to see what the account holds. The real function comes after it.
const action = createAction({
  description: 'Looks what the test account holds.',
  version: '1.0.0',
  input: z.object({}),
  output: z.object({ seen: z.array(z.string()) }),
  exec: async (nango) => {
    const seen: string[] = []
${requests}    return { seen }
  },
})

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0]
export default action
`
}

function lookSync({ model = 'Record' }: Scene, requests: string): string {
  return `import { createSync } from 'nango'
import { z } from 'zod'

const ${model} = z.object({ id: z.string(), seen: z.string() })

// Only to see what the account holds. The real function comes after it.
const sync = createSync({
  description: 'Looks what the test account holds.',
  version: '1.0.0',
  frequency: 'every hour',
  models: { ${model} },
  exec: async (nango) => {
    const seen: string[] = []
${requests}    await nango.batchSave(seen.map((text, at) => ({ id: String(at), seen: text })), '${model}')
  },
})

export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0]
export default sync
`
}

/** Of several, one that fails must not hide the others. */
function requestLines({ page, method, endpoint, params, headers, data }: Look, isOneOfMany: boolean): string {
  const entries = entriesOf(params ?? {})
  const own = entriesOf(headers ?? {})
  const parts = [
    `endpoint: ${JSON.stringify(endpoint)}`,
    ...(entries.length > 0 ? [`params: { ${entries.join(', ')} }`] : []),
    ...(own.length > 0 ? [`headers: { ${own.join(', ')} }`] : []),
    ...(data === undefined ? [] : [`data: ${JSON.stringify(data)}`]),
    ...(method === 'GET' ? ['retries: 3'] : []),
  ]
  const ask = `seen.push(JSON.stringify((await nango.${method.toLowerCase()}({ ${parts.join(', ')} })).data ?? null))`
  return isOneOfMany
    ? `    try {\n      // ${page}\n      ${ask}\n    } catch {\n      seen.push('null')\n    }\n`
    : `    // ${page}\n    ${ask}\n`
}

function entriesOf(values: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(values).map(([name, value]) => `${keyText(name)}: ${JSON.stringify(value)}`)
}
