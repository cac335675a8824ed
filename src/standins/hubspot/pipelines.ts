import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { readInput } from './input.ts'
import { typeNamed } from './object-types.ts'
import { invalid, notFound } from './refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from './route.ts'
import { type HubSpotState, type Kept, nextId, now, type Pipeline } from './state.ts'

const collection = '/crm/v3/pipelines/:type'
const item = `${collection}/:pipelineId`
const stages = `${item}/stages`
const stage = `${stages}/:stageId`

export function pipelineRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const access = (verb: 'read' | 'write') => (params: HubSpotCall['params']) => {
    const type = typeNamed(state, params['type'] ?? '')
    return [...type.scopes[verb], ...type.schemaScopes[verb]]
  }
  const read = { method: 'get', scopes: access('read') } as const
  const write = { method: 'post', scopes: access('write') } as const
  const found = (call: HubSpotCall) => findPipeline(state, call)
  const stageIn = (call: HubSpotCall) => findStage(found(call), call)
  const shown = (pipeline: Pipeline, status = 200): HubSpotAnswer => [status, pipelineView(pipeline)]
  return [
    {
      ...read,
      path: collection,
      answer: (call) => [200, { results: pipelinesOf(state, call).map(pipelineView) }],
    },
    { ...write, path: collection, answer: (call) => shown(createPipeline(state, call), 201) },
    { ...read, path: item, answer: (call) => shown(found(call)) },
    { ...write, method: 'patch', path: item, answer: (call) => shown(changePipeline(found(call), call)) },
    { ...write, method: 'put', path: item, answer: (call) => shown(replacePipeline(state, found(call), call)) },
    { ...write, method: 'delete', path: item, answer: (call) => removePipeline(state, call) },
    { ...read, path: stages, answer: (call) => [200, { results: stagesOf(found(call)) }] },
    { ...write, path: stages, answer: (call) => [201, addStage(state, found(call), objectIn(call)).fields] },
    { ...read, path: stage, answer: (call) => [200, stageIn(call).fields] },
    { ...write, method: 'patch', path: stage, answer: (call) => [200, changeStage(stageIn(call), call, 'patch')] },
    { ...write, method: 'put', path: stage, answer: (call) => [200, changeStage(stageIn(call), call, 'put')] },
    { ...write, method: 'delete', path: stage, answer: (call) => removeStage(state, found(call), call) },
  ]
}

function pipelineView({ fields, stages: all }: Pipeline): JsonObject {
  return { ...fields, stages: all.map((one) => one.fields) }
}

function createPipeline(state: HubSpotState, call: HubSpotCall): Pipeline {
  const type = typeNamed(state, call.params['type'] ?? '').name
  const { label, displayOrder, stages: wanted } = readInput(newPipeline, objectIn(call))
  const id = nextId(state)
  const at = now()
  const fields = { label, displayOrder, id, createdAt: at, updatedAt: at, archived: false }
  const made: Pipeline = { id, fields, stages: [] }
  for (const one of wanted) addStage(state, made, one as JsonObject)
  state.pipelines[type] = [...(state.pipelines[type] ?? []), made]
  return made
}

function changePipeline(pipeline: Pipeline, call: HubSpotCall): Pipeline {
  const input = readInput(changedPipeline, objectIn(call)) as JsonObject
  pipeline.fields = { ...pipeline.fields, ...input, updatedAt: now() }
  return pipeline
}

function replacePipeline(state: HubSpotState, pipeline: Pipeline, call: HubSpotCall): Pipeline {
  const { label, displayOrder, stages: wanted } = readInput(newPipeline, objectIn(call))
  pipeline.fields = { ...pipeline.fields, label, displayOrder, updatedAt: now() }
  pipeline.stages = []
  for (const one of wanted) addStage(state, pipeline, one as JsonObject)
  return pipeline
}

function removePipeline(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const type = typeNamed(state, call.params['type'] ?? '').name
  const pipeline = findPipeline(state, call)
  refuseIfUsed(state, type, [pipeline.id, ...pipeline.stages.map(({ id }) => id)])
  state.pipelines[type] = (state.pipelines[type] ?? []).filter((one) => one !== pipeline)
  return [204, null]
}

function addStage(state: HubSpotState, pipeline: Pipeline, sent: JsonObject): Kept {
  const input = readInput(newStage, sent)
  const id = nextId(state)
  const at = now()
  const fields = { metadata: {}, ...(input as JsonObject), id, createdAt: at, updatedAt: at, archived: false }
  const made = { id, fields }
  pipeline.stages = [...pipeline.stages, made]
  return made
}

function changeStage(found: Kept, call: HubSpotCall, way: 'patch' | 'put'): JsonObject {
  const input = readInput(way === 'put' ? newStage : changedStage, objectIn(call)) as JsonObject
  found.fields = { ...found.fields, ...input, updatedAt: now() }
  return found.fields
}

function removeStage(state: HubSpotState, pipeline: Pipeline, call: HubSpotCall): HubSpotAnswer {
  const found = findStage(pipeline, call)
  refuseIfUsed(state, typeNamed(state, call.params['type'] ?? '').name, [found.id])
  pipeline.stages = pipeline.stages.filter((one) => one !== found)
  return [204, null]
}

function refuseIfUsed(state: HubSpotState, type: string, ids: readonly string[]): void {
  const names = ['pipeline', 'dealstage', 'hs_pipeline', 'hs_pipeline_stage']
  const users = (state.records[type] ?? []).filter(
    ({ properties, archivedAt }) =>
      archivedAt === undefined && names.some((name) => ids.includes(properties[name] ?? '')),
  )
  if (users.length === 0) return
  const message = `It cannot be deleted while it is used by objects: ${users.length} of type ${type}.`
  throw invalid(message, [], { objectIds: users.slice(0, 10).map(({ id }) => id) })
}

function pipelinesOf(state: HubSpotState, { params }: HubSpotCall): readonly Pipeline[] {
  return state.pipelines[typeNamed(state, params['type'] ?? '').name] ?? []
}

function findPipeline(state: HubSpotState, call: HubSpotCall): Pipeline {
  const found = pipelinesOf(state, call).find(({ id }) => id === call.params['pipelineId'])
  if (!found) throw notFound()
  return found
}

function findStage(pipeline: Pipeline, { params }: HubSpotCall): Kept {
  const found = pipeline.stages.find(({ id }) => id === params['stageId'])
  if (!found) throw notFound()
  return found
}

function stagesOf({ stages: all }: Pipeline): JsonObject[] {
  return all.map(({ fields }) => fields)
}

const label = z.string().min(1)
const displayOrder = z.number().int()
const metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
const newStage = z.object({ label, displayOrder, metadata: metadata.optional() })
const changedStage = newStage.partial()
const newPipeline = z.object({ label, displayOrder, stages: z.array(newStage).min(1) })
const changedPipeline = z.object({ label: label.optional(), displayOrder: displayOrder.optional() })
