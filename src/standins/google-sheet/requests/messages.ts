import { readFileSync } from 'node:fs'
import type { Schema } from '../../google/schema.ts'

/** What an operation takes and answers. */
export interface Contract {
  /** Such as `sheets.spreadsheets.values.get`. */
  readonly id: string
  readonly scopes: readonly string[]
  readonly parameters: Readonly<Record<string, Schema>>
  readonly body: Schema | null
  readonly answer: Schema | null
}

interface Messages {
  /** By method and path, such as `GET /v4/spreadsheets/{spreadsheetId}`. */
  readonly operations: Readonly<Record<string, Contract>>
  readonly schemas: Readonly<Record<string, Schema>>
}

const messages = JSON.parse(readFileSync(new URL('messages.json', import.meta.url), 'utf8')) as Messages

export function contractOf(operation: string): Contract {
  const contract = messages.operations[operation]
  if (!contract) throw new Error(`Google describes no ${operation}`)
  return contract
}

/** What a reference stands for. */
export function resolved(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : schemaNamed(schema.$ref.split('/').at(-1) ?? '')
}

export function schemaNamed(name: string): Schema {
  const schema = messages.schemas[name]
  if (!schema) throw new Error(`Google describes no ${name}`)
  return schema
}
