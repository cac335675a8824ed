import { z } from 'zod'
import { type Json, isJsonObject } from '../lib/json.ts'
import type { Answer } from './boxed-server.ts'

/** What compiling one function made. */
export interface Built {
  /** The bundle (CommonJS) that Nango would run, made where the function was not executed. */
  readonly code: string
  /** A claim, since the CLI executes the function to make it: the function's entry of `.nango/nango.json`: names of its models, and `json_schema` with their definitions. */
  readonly definition: Readonly<Record<string, Json>>
}

const shown = z.object({ definitions: z.array(z.unknown()) })
const integration = z.object({
  providerConfigKey: z.string(),
  actions: z.array(z.unknown()),
  syncs: z.array(z.unknown()),
})

/** What a process that runs a function's code says of its definition; undefined where it says nothing that can be read. */
export function claimedDefinition(answer: Answer, name: string): Built['definition'] | undefined {
  const claim = answer.kind === 'answered' ? shown.safeParse(answer.value) : undefined
  if (!claim?.success) return undefined
  const functions = claim.data.definitions.flatMap((entry) => {
    const read = integration.safeParse(entry)
    return read.success ? [...read.data.actions, ...read.data.syncs] : []
  })
  const definition = functions.find((entry) => isJsonObject(entry) && entry['name'] === name)
  return isJsonObject(definition) ? definition : undefined
}
