import { z } from 'zod'
import type { JsonObject } from '../../lib/json.ts'
import { readInput } from './input.ts'
import { pageByPlace, paging } from './pages.ts'
import { notFound } from './refusal.ts'
import { type HubSpotAnswer, type HubSpotCall, type HubSpotRoute, objectIn } from './route.ts'
import { type HubSpotState, type Kept, nextId, now } from './state.ts'

const collection = '/marketing/v3/forms'
const item = `${collection}/:id`
const limits = { most: 500, usual: 50 }

export function formRoutes(state: HubSpotState): readonly HubSpotRoute[] {
  const forms = { method: 'get', scopes: () => ['forms', 'external_integrations.forms.access'] } as const
  const found = (call: HubSpotCall, archived = false) => findForm(state, call, archived)
  return [
    { ...forms, path: collection, answer: (call) => list(state, call) },
    { ...forms, method: 'post', path: collection, answer: (call) => create(state, call) },
    {
      ...forms,
      path: item,
      answer: (call) => [200, found(call, call.query.get('archived') === 'true').fields],
    },
    { ...forms, method: 'patch', path: item, answer: (call) => change(found(call), changedForm, call) },
    { ...forms, method: 'put', path: item, answer: (call) => change(found(call), newForm, call) },
    {
      ...forms,
      method: 'delete',
      path: item,
      answer(call) {
        const form = found(call)
        form.fields = { ...form.fields, archived: true, archivedAt: now() }
        return [204, null]
      },
    },
  ]
}

function list(state: HubSpotState, { query }: HubSpotCall): HubSpotAnswer {
  const archived = query.get('archived') === 'true'
  const asked = query.getAll('formTypes').flatMap((value) => value.split(','))
  const types = asked.length > 0 ? asked : ['hubspot']
  const all = state.forms
    .map(({ fields }) => fields)
    .filter((form) => form['archived'] === archived)
    .filter((form) => types.includes('all') || types.includes(String(form['formType'])))
  const { items, after } = pageByPlace(all, query, limits)
  return [200, { results: items, ...paging(after, { path: `${collection}/`, query }) }]
}

function create(state: HubSpotState, call: HubSpotCall): HubSpotAnswer {
  const input = readInput(newForm, objectIn(call)) as JsonObject
  const digits = nextId(state).padStart(12, '0')
  const id = `6f2b7a1c-3d4e-4f50-8a9b-${digits}`
  const at = now()
  const fields = { createdAt: at, updatedAt: at, ...input, id, archived: false }
  state.forms.push({ id, fields })
  return [201, fields]
}

function change(form: Kept, schema: z.ZodType, call: HubSpotCall): HubSpotAnswer {
  form.fields = { ...form.fields, ...(readInput(schema, objectIn(call)) as JsonObject), updatedAt: now() }
  return [200, form.fields]
}

function findForm(state: HubSpotState, { params }: HubSpotCall, archived: boolean): Kept {
  const found = state.forms.find(({ id, fields }) => id === params['id'] && fields['archived'] === archived)
  if (!found) throw notFound()
  return found
}

const parts = {
  fieldGroups: z.array(z.looseObject({ fields: z.array(z.looseObject({ name: z.string() })).optional() })),
  configuration: z.looseObject({}),
  displayOptions: z.looseObject({}),
  legalConsentOptions: z.looseObject({ type: z.string() }),
}
const newForm = z.object({ formType: z.literal('hubspot'), name: z.string().min(1), ...parts })
const changedForm = z.object({ name: z.string().min(1), ...parts }).partial()
