import { globSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** One request that HubSpot's generated client can make. */
export interface ClientOperation {
  readonly method: string
  /** With `{name}` for each part that varies. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  /** The model of the body. */
  readonly body: string | undefined
  /** The model of the answer by its status; `void` for none. */
  readonly answers: readonly { readonly status: string; readonly model: string }[]
  /** Where the client keeps the models of this group. */
  readonly models: string
}

export interface Parameter {
  readonly name: string
  readonly type: string
  readonly inPath: boolean
  readonly required: boolean
}

export interface Attribute {
  readonly name: string
  readonly type: string
  readonly required: boolean
}

/** Every operation in the unpacked client, read from its generated code. */
export function clientOperations(client: string): ClientOperation[] {
  const files = globSync('lib/codegen/**/apis/*Api.js', { cwd: client }).toSorted()
  return files.flatMap((file) => {
    const models = join(client, dirname(dirname(file)), 'models')
    const [requests = '', answers = ''] = readFileSync(join(client, file), 'utf8').split(/^class \w+ResponseProcessor/m)
    return methodsIn(requests).flatMap(({ name, source }) => {
      const operation = operationIn(
        source,
        methodsIn(answers).find((one) => one.name === `${name}WithHttpInfo`)?.source,
      )
      return operation ? [{ ...operation, models }] : []
    })
  })
}

/** The fields of a model; none when it is no object. */
export function attributesOf(models: string, model: string): Attribute[] {
  const file = join(models, `${model}.js`)
  if (!existsSync(file)) return []
  // What may be one of several things is shown as the first of them.
  const alias = new RegExp(`export type ${model} = (\\w+)`).exec(
    readFileSync(file.replace(/\.js$/, '.d.ts'), 'utf8'),
  )?.[1]
  if (alias !== undefined) return attributesOf(models, alias)
  const map = /attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(readFileSync(file, 'utf8'))?.[1] ?? '[]'
  const declared = readFileSync(file.replace(/\.js$/, '.d.ts'), 'utf8')
  return attributeMap.parse(JSON.parse(map)).map(({ name, baseName, type }) => ({
    name: baseName,
    type,
    required: !declared.includes(`'${name}'?:`),
  }))
}

/** The values of an enumeration, such as `PropertyCreateTypeEnum`; none when it is something else. */
export function valuesOf(models: string, type: string): string[] {
  const owner = globSync(`${type.replace(/Enum$/, '').slice(0, 6)}*.d.ts`, { cwd: models }).find((file) =>
    readFileSync(join(models, file), 'utf8').includes(`enum ${type} {`),
  )
  if (owner === undefined) return []
  const [, body = ''] = new RegExp(`enum ${type} \\{([^}]*)\\}`).exec(readFileSync(join(models, owner), 'utf8')) ?? []
  return [...body.matchAll(/= "([^"]*)"/g)].map(([, value = '']) => value)
}

const attributeMap = z.array(z.object({ name: z.string(), baseName: z.string(), type: z.string() }))

function methodsIn(source: string): { name: string; source: string }[] {
  return source.split(/^ {4}(?=\w+\([^)]*\) \{$)/m).flatMap((part) => {
    const name = /^\w+/.exec(part)?.[0]
    return name === undefined || name === 'class' ? [] : [{ name, source: part }]
  })
}

function operationIn(source: string, answering = ''): Omit<ClientOperation, 'models'> | undefined {
  const path = /localVarPath = '([^']+)'/.exec(source)?.[1]
  const method = /HttpMethod\.(\w+)/.exec(source)?.[1]
  if (path === undefined || method === undefined) return undefined
  const required = new Set([...source.matchAll(/RequiredError\("\w+", "\w+", "(\w+)"\)/g)].map(([, name]) => name))
  const one = source.matchAll(/setQueryParam\("([^"]+)", \S+?serialize\((\w+), "([^"]+)"/g)
  const many = source.matchAll(
    /serialize\((\w+), "([^"]+)", "[^"]*"\);\s+for \([^)]*\) \{\s+\S+appendQueryParam\("([^"]+)"/g,
  )
  const query = [
    ...[...one].map(([, name = '', variable = '', type = '']) => ({ name, variable, type })),
    ...[...many].map(([, variable = '', type = '', name = '']) => ({ name, variable, type })),
  ]
  return {
    method,
    path,
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
        name,
        type: 'string',
        inPath: true,
        required: true,
      })),
      ...query.map(({ name, variable, type }) => ({ name, type, inPath: false, required: required.has(variable) })),
    ],
    body: /stringify\([^(]*serialize\(\w+, "([^"]+)"/.exec(source)?.[1],
    answers: answersIn(answering),
  }
}

function answersIn(source: string): { status: string; model: string }[] {
  return source.split('isCodeInRange').flatMap((part) => {
    const status = /^\)?\("(2\d\d)"/.exec(part)?.[1]
    return status === undefined ? [] : [{ status, model: /, "([^"]+)", "[^"]*"\)/.exec(part)?.[1] ?? 'void' }]
  })
}
