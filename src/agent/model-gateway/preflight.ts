import { isJsonObject, type Json, type JsonObject } from '../../lib/json.ts'

/** The tools that a session's requests must offer: exactly these, and described by us. */
export interface ExpectedTools {
  readonly names: readonly string[]
  /** Stands in each tool's description. Missing tool files would silently bring back the built-ins. */
  readonly marker: string
  /** Those of `names` that are OpenCode's own, and so without the marker. */
  readonly unmarked?: readonly string[]
}

export type Preflight =
  | { readonly kind: 'passed'; readonly tools: readonly string[] }
  | { readonly kind: 'failed'; readonly because: string }

export interface OfferedTool {
  readonly name: string
  readonly description: string
}

/** The tools that a request offers its model, in any dialect. */
export function offeredTools(body: JsonObject): readonly OfferedTool[] {
  const tools = body['tools']
  return Array.isArray(tools) ? tools.map(offeredTool) : []
}

export function checkTools(offered: readonly OfferedTool[], expected: ExpectedTools): Preflight {
  const names = offered.map((tool) => tool.name).toSorted()
  const missing = expected.names.filter((name) => !names.includes(name))
  const extra = names.filter((name) => !expected.names.includes(name))
  const { unmarked = [] } = expected
  const foreign = offered
    .filter(({ name, description }) => !unmarked.includes(name) && !description.includes(expected.marker))
    .map((tool) => tool.name)
  const faults = [
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(extra.length > 0 ? [`not allowed: ${extra.join(', ')}`] : []),
    ...(foreign.length > 0 ? [`not ours: ${foreign.join(', ')}`] : []),
    ...(new Set(names).size < names.length ? ['one name twice'] : []),
  ]
  if (faults.length === 0) return { kind: 'passed', tools: names }
  return { kind: 'failed', because: `the tools offered to the model are not the hands (${faults.join('; ')})` }
}

function offeredTool(tool: Json): OfferedTool {
  const outer: JsonObject = isJsonObject(tool) ? tool : {}
  const inner = isJsonObject(outer['function']) ? outer['function'] : outer
  return { name: text(inner['name']) || text(outer['type']) || 'nameless', description: text(inner['description']) }
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
