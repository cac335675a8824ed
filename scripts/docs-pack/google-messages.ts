import { z } from 'zod'
import { specificationOf } from './specification.ts'

const documentShape = z.object({
  servers: z.tuple([z.object({ url: z.url() })]),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
})
const schemaShape = z.looseObject({})
const operationShape = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: schemaShape })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: schemaShape })) }).optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
})

/** What an OpenAPI document says about the requests of an API: scopes, parameters and bodies by operation, and all schemas. */
export function messagesOf(openApi: unknown): object {
  const { servers, paths } = documentShape.parse(openApi)
  const { operations: answers, schemas } = specificationOf(openApi) as Specification
  const base = new URL(servers[0].url).pathname.replace(/\/$/, '')
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete']
      .filter((method) => method in item)
      .map((method) => {
        const name = `${method.toUpperCase()} ${base}${path}`
        return [name, { ...requestOf(operationShape.parse(item[method])), answer: answers[name] ?? null }]
      }),
  )
  return { operations: Object.fromEntries(operations), schemas }
}

interface Specification {
  readonly operations: Readonly<Record<string, unknown>>
  readonly schemas: object
}

function requestOf({ operationId, parameters, requestBody, security }: z.infer<typeof operationShape>): object {
  const named = parameters.filter((parameter) => parameter.in === 'query').map(({ name, schema }) => [name, schema])
  return {
    id: operationId,
    scopes: [...new Set(security.flatMap((choice) => Object.values(choice).flat()))],
    parameters: Object.fromEntries(named),
    body: Object.values(requestBody?.content ?? {})[0]?.schema ?? null,
  }
}
