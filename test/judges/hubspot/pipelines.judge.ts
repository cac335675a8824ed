import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Judge } from '../jury.ts'
import { hubSpotAt, isRecent, refused, sure } from './client.ts'

const wanted = {
  label: 'Judged',
  displayOrder: 4,
  stages: [
    { label: 'Begun', displayOrder: 0, metadata: { probability: '0.3', isClosed: 'false' } },
    { label: 'Won', displayOrder: 1, metadata: { probability: '1.0', isClosed: 'true' } },
  ],
}

export const pipelines: Judge = {
  name: 'pipelines',
  async judge(served) {
    const client = hubSpotAt(served)
    const { pipelinesApi } = client.crm.pipelines
    for (const type of ['deals', 'tickets']) {
      const { results } = await pipelinesApi.getAll(type)
      assert.ok(results.length > 1)
      for (const pipeline of results) {
        assert.ok(pipeline.stages.length > 1 && !pipeline.archived)
        assert.deepEqual(await pipelinesApi.getById(type, pipeline.id), pipeline)
      }
    }
    const { results: before } = await pipelinesApi.getAll('deals')
    const made = await pipelinesApi.create('deals', wanted)
    assert.deepEqual([made.label, made.displayOrder, made.archived], ['Judged', 4, false])
    assert.deepEqual(
      made.stages.map(({ label, displayOrder, metadata }) => ({ label, displayOrder, metadata })),
      wanted.stages,
    )
    for (const { createdAt, updatedAt } of [made, ...made.stages]) {
      isRecent(createdAt)
      isRecent(updatedAt)
    }
    assert.deepEqual((await pipelinesApi.getAll('deals')).results, [...before, made])
    const changed = await pipelinesApi.update('deals', made.id, { label: 'Judged again' })
    assert.deepEqual([changed.label, changed.displayOrder, changed.stages], ['Judged again', 4, made.stages])
    assert.deepEqual(await pipelinesApi.getById('deals', made.id), changed)
    const order = await pipelinesApi.update('deals', made.id, { displayOrder: 9 })
    assert.deepEqual([order.label, order.displayOrder], ['Judged again', 9])
    const replaced = await pipelinesApi.replace('deals', made.id, { ...wanted, stages: wanted.stages.slice(0, 1) })
    assert.deepEqual(
      [replaced.id, replaced.label, replaced.displayOrder, replaced.stages.length],
      [made.id, 'Judged', 4, 1],
    )
    await used(client, made.id, sure(replaced.stages[0]?.id, 'a stage'))
    await pipelinesApi.archive('deals', made.id)
    assert.deepEqual((await pipelinesApi.getAll('deals')).results, before)
    await refused(pipelinesApi.getById('deals', made.id), 404, 'OBJECT_NOT_FOUND')
    await refused(pipelinesApi.update('deals', made.id, { label: 'x' }), 404, 'OBJECT_NOT_FOUND')
    await refused(pipelinesApi.archive('deals', made.id), 404, 'OBJECT_NOT_FOUND')
    await refused(pipelinesApi.create('deals', { ...wanted, stages: [] }), 400, 'VALIDATION_ERROR')
    await refused(pipelinesApi.create('deals', { ...wanted, label: '' }), 400, 'VALIDATION_ERROR')
    await refused(pipelinesApi.getAll('inventions'), 400, 'VALIDATION_ERROR')
    assert.deepEqual((await pipelinesApi.getAll('contacts')).results, [])
  },
}

/** What deals are in cannot be taken away. */
async function used({ crm }: Client, pipeline: string, dealstage: string): Promise<void> {
  const { pipelinesApi, pipelineStagesApi } = crm.pipelines
  const deal = await crm.deals.basicApi.create({ properties: { pipeline, dealstage }, associations: [] })
  const told = await refused(pipelinesApi.archive('deals', pipeline), 400, 'VALIDATION_ERROR')
  assert.deepEqual(told.context, { objectIds: [deal.id] })
  await refused(pipelineStagesApi.archive('deals', pipeline, dealstage), 400, 'VALIDATION_ERROR')
  await crm.deals.basicApi.archive(deal.id)
}

export const stages: Judge = {
  name: 'stages',
  async judge(served) {
    const { pipelinesApi, pipelineStagesApi: api } = hubSpotAt(served).crm.pipelines
    const { id: pipeline, stages: before } = await pipelinesApi.create('tickets', wanted)
    assert.deepEqual((await api.getAll('tickets', pipeline)).results, before)
    const input = { label: 'Waiting', displayOrder: 2, metadata: { ticketState: 'OPEN' } }
    const made = await api.create('tickets', pipeline, input)
    assert.deepEqual([made.label, made.displayOrder, made.metadata, made.archived], [...Object.values(input), false])
    isRecent(made.createdAt)
    assert.deepEqual(await api.getById('tickets', pipeline, made.id), made)
    assert.deepEqual((await api.getAll('tickets', pipeline)).results, [...before, made])
    const changed = await api.update('tickets', pipeline, made.id, { label: 'Paused' } as never)
    assert.deepEqual([changed.label, changed.displayOrder, changed.metadata], ['Paused', 2, input.metadata])
    const replaced = await api.replace('tickets', pipeline, made.id, { ...input, displayOrder: 7 })
    assert.deepEqual([replaced.id, replaced.label, replaced.displayOrder], [made.id, 'Waiting', 7])
    assert.deepEqual(await api.getById('tickets', pipeline, made.id), replaced)
    const lacking = api.replace('tickets', pipeline, made.id, { label: 'x' } as never)
    await refused(lacking, 400, 'VALIDATION_ERROR')
    await api.archive('tickets', pipeline, made.id)
    assert.deepEqual((await api.getAll('tickets', pipeline)).results, before)
    await refused(api.getById('tickets', pipeline, made.id), 404, 'OBJECT_NOT_FOUND')
    await refused(api.archive('tickets', pipeline, made.id), 404, 'OBJECT_NOT_FOUND')
    await refused(api.getAll('tickets', '1'), 404, 'OBJECT_NOT_FOUND')
    const unset = await refused(api.create('tickets', pipeline, { label: 'x' } as never), 400, 'VALIDATION_ERROR')
    assert.match(unset.message, /required fields were not set: \[displayOrder\]/)
    const wrong = { ...input, displayOrder: 'first' as never }
    const astray = await refused(api.create('tickets', pipeline, wrong), 400, 'VALIDATION_ERROR')
    assert.match(astray.message, /Cannot deserialize value of displayOrder/)
  },
}
