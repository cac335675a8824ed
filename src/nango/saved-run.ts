import { z } from 'zod'
import { type Json, type JsonObject, jsonWithoutPrototypes } from '../lib/json.ts'

/** What one successful run was given and what it made of it. */
export interface SavedRun {
  readonly input: Json | undefined
  readonly metadata: JsonObject | undefined
  readonly output: Json | undefined
  readonly saved: Readonly<Record<string, readonly Json[]>> | undefined
  readonly deleted: Readonly<Record<string, readonly Json[]>> | undefined
}

const anyJson = z.custom<Json>(() => true)
const perModel = z.record(z.string(), z.array(anyJson))
const mockFile = z.object({
  input: anyJson.optional(),
  output: anyJson.optional(),
  nango: z.object({ batchSave: perModel.optional(), batchDelete: perModel.optional() }).optional(),
})

/** Reads a mock file that the CLI wrote for `--save`; nothing if it is none. Its exchanges are left aside. */
export function savedRun(text: string, metadata: JsonObject | undefined): SavedRun | undefined {
  // No JSON is there when the function meddled with it, or when it was too long.
  const mock = mockFile.safeParse(jsonWithoutPrototypes(text))
  if (!mock.success) return undefined
  const { input, output, nango } = mock.data
  return { input, metadata, output, saved: nango?.batchSave, deleted: nango?.batchDelete }
}
