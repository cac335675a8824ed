import { isJsonObject, type Json, type JsonObject } from '../../lib/json.ts'
import { invalid, unreadable } from './refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, objectIn } from './route.ts'
import { now } from './state.ts'

/** The inputs of a batch, at most 100 unless told. A 400 when there are none or too many. */
export function inputsIn(call: HubSpotCall, most = 100): JsonObject[] {
  const { inputs } = objectIn(call)
  if (!Array.isArray(inputs)) throw unreadable('Some required fields were not set: [inputs]')
  if (inputs.length > most) {
    throw invalid(`The maximum number of inputs supported in a batch request is ${most} but found ${inputs.length}`)
  }
  const objects = inputs.filter((input: Json): input is JsonObject => isJsonObject(input))
  if (objects.length < inputs.length) throw unreadable('Cannot deserialize value of type `Object` in inputs')
  return objects
}

/** 207 when some of the inputs could not be done. */
export function batchAnswer(
  status: number,
  { results, startedAt, errors = [] }: { results: Json; startedAt: string; errors?: readonly JsonObject[] },
): HubSpotAnswer {
  const done = { status: 'COMPLETE', results, startedAt, completedAt: now() }
  return errors.length > 0 ? [207, { ...done, numErrors: errors.length, errors }] : [status, done]
}

/** What is told in a batch of records that are not there. */
export function notFoundInBatch(type: string, ids: readonly string[]): JsonObject {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${type} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids },
  }
}
