import { invalid } from '../refusal.ts'
import type { ObjectType } from '../object-types.ts'
import type { HubSpotState } from '../state.ts'

/** The values with those that HubSpot computes from others. A 400 when a stage and a pipeline do not belong together. */
export function withDerived(
  state: HubSpotState,
  type: ObjectType,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const read = derivations[type.name]
  return read ? { ...values, ...read(values, state) } : { ...values }
}

type Derivation = (values: Readonly<Record<string, string>>, state: HubSpotState) => Record<string, string>

const derivations: Readonly<Record<string, Derivation>> = {
  contacts: ({ email = '' }) => ({ hs_email_domain: email.split('@')[1] ?? '' }),
  deals({ pipeline, dealstage, amount = '' }, state) {
    const stage = stageOf(state, 'deals', { pipeline, stage: dealstage })
    if (!stage) return {}
    const probability = String(stage['probability'] ?? '')
    const closed = String(stage['isClosed'] ?? 'false')
    const won = closed === 'true' && Number(probability) === 1
    return {
      hs_deal_stage_probability: probability,
      hs_is_closed: closed,
      hs_is_closed_won: String(won),
      hs_closed_amount: won ? amount : '0',
    }
  },
  tickets(values, state) {
    stageOf(state, 'tickets', { pipeline: values['hs_pipeline'], stage: values['hs_pipeline_stage'] })
    return { hs_ticket_id: values['hs_object_id'] ?? '' }
  },
  notes: ({ hs_note_body: body = '' }) => ({ hs_body_preview: previewOf(body) }),
  tasks: ({ hs_task_body: body = '', hs_task_status: status = '', hs_task_completion_date: done = '', ...rest }) => ({
    hs_body_preview: previewOf(body),
    hs_task_is_completed: status === 'COMPLETED' ? '1' : '0',
    hs_task_completion_date: status !== 'COMPLETED' ? '' : done || (rest['hs_lastmodifieddate'] ?? ''),
  }),
  line_items: ({ quantity = '', price = '', discount = '0' }) => ({
    amount: quantity === '' || price === '' ? '' : String(Number(quantity) * (Number(price) - Number(discount))),
  }),
}

function stageOf(
  state: HubSpotState,
  type: string,
  { pipeline: id, stage: stageId }: { pipeline: string | undefined; stage: string | undefined },
): Readonly<Record<string, unknown>> | undefined {
  if (!stageId) return undefined
  const pipeline = state.pipelines[type]?.find((one) => one.id === id)
  const stage = pipeline?.stages.find((one) => one.id === stageId)
  if (!stage) throw invalid(`The pipeline stage ${stageId} does not belong to the pipeline ${id ?? ''}.`)
  return stage.fields['metadata'] as Readonly<Record<string, unknown>>
}

function previewOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
