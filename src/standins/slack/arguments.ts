import { type Json, type JsonObject, jsonObjectOrNothing } from '../../lib/json.ts'

/** A method's arguments, wherever the client put them: query, form or JSON body. The body wins. Undefined: not readable. */
export async function readArguments(request: Request): Promise<JsonObject | undefined> {
  const args: Record<string, Json> = Object.fromEntries(new URL(request.url).searchParams)
  const type = request.headers.get('content-type') ?? ''
  if (type.includes('multipart/form-data')) return { ...args, ...(await readMultipart(request)) }
  const body = await request.text()
  if (body === '') return args
  if (!type.includes('json')) return { ...args, ...Object.fromEntries(new URLSearchParams(body)) }
  const sent = jsonObjectOrNothing(body)
  return sent && { ...args, ...sent }
}

export function stringArgument(args: JsonObject, name: string): string | undefined {
  const value = args[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function booleanArgument(args: JsonObject, name: string): boolean {
  return ['true', '1'].includes(String(args[name]).toLowerCase())
}

async function readMultipart(request: Request): Promise<Record<string, string>> {
  const form = await request.formData()
  return Object.fromEntries([...form].filter((part): part is [string, string] => typeof part[1] === 'string'))
}
