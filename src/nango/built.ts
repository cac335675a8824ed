import { z } from 'zod'
import { type Json, isJsonObject } from '../lib/json.ts'
import type { Answer } from './boxed-server.ts'

/** What compiling one function made, as its runner shows it: a claim, like all that comes from where the function runs. */
export interface Built {
  /** The bundle (CommonJS) that Nango would run. */
  readonly code: string
  /** The function's entry of `.nango/nango.json`: names of its models, and `json_schema` with their definitions. */
  readonly definition: Readonly<Record<string, Json>>
}

const shown = z.object({ code: z.string().max(4 << 20), definitions: z.array(z.unknown()) })
const integration = z.object({
  providerConfigKey: z.string(),
  actions: z.array(z.unknown()),
  syncs: z.array(z.unknown()),
})

/** Undefined where there is none, or none that can be read. */
export function claimedBuild(answer: Answer, name: string): Built | undefined {
  const claim = answer.kind === 'answered' ? shown.safeParse(answer.value) : undefined
  if (!claim?.success) return undefined
  const functions = claim.data.definitions.flatMap((entry) => {
    const read = integration.safeParse(entry)
    return read.success ? [...read.data.actions, ...read.data.syncs] : []
  })
  const definition = functions.find((entry) => isJsonObject(entry) && entry['name'] === name)
  return isJsonObject(definition) ? { code: claim.data.code, definition } : undefined
}
