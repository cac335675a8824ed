import { z } from 'zod'

const documentShape = z.object({
  servers: z.tuple([z.object({ url: z.url() })]),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})
const operationShape = z.object({
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() }),
  ),
})

/**
 * What an OpenAPI document says about the answers of an API: which schema each operation answers with, and the schemas,
 * without their descriptions.
 */
export function specificationOf(openApi: unknown): object {
  const { servers, paths, components } = documentShape.parse(openApi)
  const base = new URL(servers[0].url).pathname.replace(/\/$/, '')
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete']
      .filter((method) => method in item)
      .map((method) => [`${method.toUpperCase()} ${base}${path}`, answerOf(operationShape.parse(item[method]))]),
  )
  return { operations: Object.fromEntries(operations), schemas: stripped(components.schemas) }
}

/** Null: an answer without a body. */
function answerOf({ responses }: z.infer<typeof operationShape>): unknown {
  return Object.values(responses['200']?.content ?? {})[0]?.schema ?? null
}

const told = new Set(['description', 'deprecated', 'readOnly', 'default'])

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped)
  if (typeof value !== 'object' || value === null) return value
  // A property may itself be called `description`: then it has a schema.
  const kept = Object.entries(value).filter(([name, inner]) => !told.has(name) || typeof inner === 'object')
  return Object.fromEntries(kept.map(([name, inner]) => [name, stripped(inner)]))
}
