import { z } from 'zod'
import { brief, fieldList, type Field, type Page } from './page.ts'

// The part of an OpenAPI document that pages are made from.
const schemaShape = z.object({
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  get items() {
    return schemaShape.optional()
  },
  get properties() {
    return z.record(z.string(), schemaShape).optional()
  },
  get additionalProperties() {
    return schemaShape.optional()
  },
})
type Schema = z.infer<typeof schemaShape>

// Where a file can be sent along, the document names the type of its bytes instead of `application/json`.
const bodyShape = z.object({ content: z.record(z.string(), z.object({ schema: schemaShape })).optional() })
const operationShape = z.object({
  operationId: z.string(),
  description: z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: schemaShape,
      }),
    )
    .default([]),
  requestBody: bodyShape.optional(),
  responses: z.record(z.string(), bodyShape),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
})
type Operation = z.infer<typeof operationShape>

const documentShape = z.object({
  servers: z.tuple([z.object({ url: z.url() })]),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), schemaShape) }),
})

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** One page per operation of one of Google's APIs and one per kind of object that answers are made of. */
export function googlePages(openApi: unknown): readonly Page[] {
  const { servers, paths, components } = documentShape.parse(openApi)
  const base = new URL(servers[0].url).pathname.replace(/\/$/, '')
  const { schemas } = components
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    methods
      .filter((method) => method in item)
      .map((method) => operationPage({ method, path: `${base}${path}` }, operationShape.parse(item[method]), schemas)),
  )
  return [...operations, ...Object.entries(schemas).map(([name, schema]) => objectPage(name, schema, schemas))]
}

type Schemas = Readonly<Record<string, Schema>>

function operationPage(
  { method, path }: { method: string; path: string },
  operation: Operation,
  schemas: Schemas,
): Page {
  const id = operation.operationId.replace(/^\w+?\./, '')
  const sent = schemaOf(operation.requestBody)
  const answered = schemaOf(operation.responses['200'])
  const scopes = operation.security.flatMap((choice) => Object.values(choice).flat())
  const paged = operation.parameters.some(({ name }) => name === 'pageToken')
  const parts = [
    `${method.toUpperCase()} ${path}`,
    `Scope: any one of ${[...new Set(scopes)].join(', ')}`,
    fieldList(
      'Parameters',
      operation.parameters.map((parameter) => parameterField(parameter)),
    ),
    sent
      ? `Body: JSON, ${nameOf(sent)} (see its page for every field)\n${fieldList('', bodyFields(sent, schemas)).trim()}\n`
      : '',
    answered ? `Answer: ${nameOf(answered)}${answerNames(answered, schemas)}` : 'Answer: empty, status 204.',
    paged ? "Paging: send the answer's nextPageToken as pageToken until there is none." : '',
  ]
  return { id, title: brief(operation.description), body: parts.filter(Boolean).join('\n') }
}

function objectPage(name: string, schema: Schema, schemas: Schemas): Page {
  const bodies = [
    [200, 110],
    [150, 50],
    [110, 0],
  ].map((limits) => fieldList('Fields', fieldsOf(schema, schemas, limits)))
  // As much as still reads as one page.
  const body = bodies.find(({ length }) => length < 11_800) ?? bodies.at(-1) ?? ''
  return {
    id: name,
    title: `the object ${name}`,
    body: [brief(schema.description ?? ''), body].filter(Boolean).join('\n'),
  }
}

function parameterField(parameter: Operation['parameters'][number]): Field {
  const { name, required = false, description = '', schema } = parameter
  const place = parameter.in === 'path' ? ', in the path' : ''
  return { name, type: `${typeOf(schema)}${place}`, required, about: aboutOf(schema, description, 400), fields: [] }
}

// What Google sets itself is not worth sending, what is deprecated not worth starting with. The object's page has it all.
function bodyFields(schema: Schema, schemas: Schemas): readonly Field[] {
  return fieldsOf(schema, schemas, [150, 80]).filter(
    (field) => !/read-only|output only|deprecated/i.test(field.about) && field.name !== 'kind' && field.name !== 'etag',
  )
}

/** As deep as there are limits: one for the length of the descriptions on each level. */
function fieldsOf(schema: Schema, schemas: Schemas, limits: readonly number[]): readonly Field[] {
  const { properties = {} } = resolved(schema, schemas)
  const [limit = 0, ...deeper] = limits
  return Object.entries(properties).map(([name, property]) => {
    const inner = property.items ?? property.additionalProperties ?? property
    const about = aboutOf(property, property.description ?? '', limit)
    const fields = deeper.length > 0 ? fieldsOf(inner, schemas, deeper) : []
    return { name, type: typeOf(property), required: false, about, fields }
  })
}

function answerNames(schema: Schema, schemas: Schemas): string {
  const { properties = {} } = resolved(schema, schemas)
  const names = Object.entries(properties).map(([name, property]) => `${name} (${typeOf(property)})`)
  return names.length > 0 ? `. Fields: ${names.join(', ')}` : ''
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return nameOf(schema)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.items) return schema.items.enum ? `(${typeOf(schema.items)})[]` : `${typeOf(schema.items)}[]`
  if (schema.additionalProperties) return `object of ${typeOf(schema.additionalProperties)}`
  return schema.format && schema.type === 'string' ? schema.format : (schema.type ?? 'any')
}

function aboutOf(schema: Schema, description: string, limit: number): string {
  const limits = [
    schema.minimum === undefined ? '' : `at least ${schema.minimum}`,
    schema.maximum === undefined ? '' : `at most ${schema.maximum}`,
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
  ].filter(Boolean)
  return [limit > 0 ? brief(description, limit) : '', limits.length > 0 ? `(${limits.join(', ')})` : '']
    .filter(Boolean)
    .join(' ')
}

function nameOf(schema: Schema): string {
  return schema.$ref?.split('/').at(-1) ?? 'object'
}

function schemaOf(body: z.infer<typeof bodyShape> | undefined): Schema | undefined {
  return Object.values(body?.content ?? {})[0]?.schema
}

function resolved(schema: Schema, schemas: Schemas): Schema {
  return schema.$ref ? (schemas[nameOf(schema)] ?? schema) : schema
}
