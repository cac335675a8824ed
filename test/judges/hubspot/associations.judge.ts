import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Judge } from '../jury.ts'
import { asked, everyPage, hubSpotAt, isRecent, refused, sure } from './client.ts'

/** A contact and companies that nothing is associated with yet. */
async function strangers({ crm }: Client): Promise<Strangers> {
  const properties = { email: `linked${Date.now()}@judge.example` }
  const contact = await crm.contacts.basicApi.create({ properties, associations: [] })
  const inputs = ['One', 'Two', 'Three'].map((name) => ({ properties: { name }, associations: [] }))
  const { results } = await crm.companies.batchApi.create({ inputs })
  const [one = '', other = '', third = ''] = results.map(({ id }) => id)
  return { contact: contact.id, one, other, third }
}

/** The ids of a contact and of three companies. */
type Strangers = Readonly<Record<'contact' | 'one' | 'other' | 'third', string>>

/** As the third version of the API shows them: one entry for each kind. */
export const associations: Judge = {
  name: 'associations',
  async judge(served) {
    const client = hubSpotAt(served)
    const { crm } = client
    const { contact, one, other } = await strangers(client)
    const pair = (from: string, to: string, type: string) => ({ _from: { id: from }, to: { id: to }, type })
    const { batchApi } = crm.associations
    const made = await batchApi.create('contacts', 'companies', { inputs: [pair(contact, one, 'contact_to_company')] })
    assert.equal(made.status, 'COMPLETE')
    isRecent(made.startedAt)
    const both = made.results.map(({ _from: from, to, type }) => [from.id, to.id, type])
    assert.deepEqual(both, [
      [one, contact, 'company_to_contact'],
      [contact, one, 'contact_to_company'],
    ])
    const plain = pair(contact, other, 'contact_to_company_unlabeled')
    await batchApi.create('contacts', 'companies', { inputs: [plain] })
    const kinds = async (from: string, to: string, id: string) => {
      const { results } = await batchApi.read(from, to, { inputs: [{ id }] })
      return results[0]?.to.map(({ id: toId, type }) => [toId, type])
    }
    const seen = [
      [one, 'contact_to_company'],
      [one, 'contact_to_company_unlabeled'],
      [other, 'contact_to_company_unlabeled'],
    ]
    assert.deepEqual(await kinds('contacts', 'companies', contact), seen)
    const back = ['company_to_contact', 'company_to_contact_unlabeled'].map((type) => [contact, type])
    assert.deepEqual(await kinds('companies', 'contacts', one), back)
    const record = await crm.contacts.basicApi.getById(contact, undefined, undefined, ['companies', 'deals'])
    const shown = record.associations?.['companies']?.results.map(({ id, type }) => [id, type])
    assert.deepEqual([shown, record.associations?.['deals']], [seen, undefined])
    assert.deepEqual(await byPath(client, contact), seen)

    await batchApi.archive('contacts', 'companies', { inputs: [pair(contact, one, 'contact_to_company')] })
    assert.deepEqual((await kinds('contacts', 'companies', contact))?.[0], [one, 'contact_to_company_unlabeled'])
    await batchApi.archive('contacts', 'companies', { inputs: [plain] })
    assert.deepEqual(await kinds('contacts', 'companies', contact), [[one, 'contact_to_company_unlabeled']])
    await crm.companies.basicApi.archive(one)
    assert.equal(await kinds('contacts', 'companies', contact), undefined)
    await refusedAssociations(client, contact, other)
  },
}

/** The client has no name for the associations of one record. */
async function byPath(client: Client, contact: string): Promise<unknown> {
  const { json } = await asked(client, 'GET', `/crm/v3/objects/contacts/${contact}/associations/companies`)
  const results = json['results'] as { id: string; type: string }[]
  return results.map(({ id, type }) => [id, type])
}

async function refusedAssociations({ crm }: Client, contact: string, company: string): Promise<void> {
  const { batchApi, schema } = crm.associations
  const input = { _from: { id: contact }, to: { id: company }, type: 'contact_to_company' }
  const create = (change: object, to = 'companies') =>
    batchApi.create('contacts', to, { inputs: [{ ...input, ...change }] as never })
  await refused(create({ to: { id: '1' } }), 400, 'VALIDATION_ERROR')
  await refused(create({ _from: { id: '1' } }), 400, 'VALIDATION_ERROR')
  await refused(create({ type: 'contact_to_moon' }), 400, 'VALIDATION_ERROR')
  await refused(create({ type: undefined }), 400, 'VALIDATION_ERROR')
  await refused(create({ to: undefined }), 400, 'VALIDATION_ERROR')
  await refused(create({}, 'inventions'), 400, 'VALIDATION_ERROR')
  const none = await batchApi.read('contacts', 'companies', { inputs: [{ id: contact }] })
  assert.deepEqual(none.results, [])
  const { results } = await schema.typesApi.getAll('contacts', 'companies')
  assert.deepEqual(
    results.map(({ id, name }) => [id, name]),
    [
      ['1', 'contact_to_company'],
      ['279', 'contact_to_company_unlabeled'],
    ],
  )
  const back = (await schema.typesApi.getAll('companies', 'contacts')).results
  assert.deepEqual(
    back.map(({ id, name }) => [id, name]),
    [
      ['2', 'company_to_contact'],
      ['280', 'company_to_contact_unlabeled'],
    ],
  )
  const self = (await schema.typesApi.getAll('companies', 'companies')).results
  assert.deepEqual(
    self.map(({ name }) => name),
    ['parent_to_child_company', 'child_to_parent_company', 'company_to_company'],
  )
}

const spec = (associationTypeId: number) => ({
  associationCategory: 'HUBSPOT_DEFINED' as never,
  associationTypeId,
})

/** As the fourth version shows them: one entry for each record, with labels. */
export const labelledAssociations: Judge = {
  name: 'labelled associations',
  async judge(served) {
    const client = hubSpotAt(served)
    const { basicApi } = client.crm.associations.v4
    const { contact, one, other, third } = await strangers(client)
    const made = await basicApi.create('contacts', contact, 'companies', one, [spec(279)])
    assert.deepEqual(
      [made.fromObjectTypeId, String(made.fromObjectId), made.toObjectTypeId, String(made.toObjectId), made.labels],
      ['0-1', contact, '0-2', one, ['Primary']],
    )
    const plain = await basicApi.createDefault('contacts', contact, 'companies', other)
    assert.deepEqual(
      plain.results.map(({ _from: from, to, associationSpec: kind }) => [from.id, to.id, { ...kind }]),
      [
        [contact, other, spec(279)],
        [other, contact, spec(280)],
      ],
    )
    const labelled = (typeId: number, label: string | null) => ({ category: 'HUBSPOT_DEFINED', typeId, label })
    const list = async (from: string, id: string, to: string) => {
      const { results } = await basicApi.getPage(from, id, to)
      return results.map(({ toObjectId, associationTypes: types }) => ({
        to: String(toObjectId),
        types: types.map(({ category, typeId, label }) => ({ category, typeId, label })),
      }))
    }
    assert.deepEqual(await list('contacts', contact, 'companies'), [
      { to: one, types: [labelled(1, 'Primary'), labelled(279, null)] },
      { to: other, types: [labelled(279, null)] },
    ])
    assert.deepEqual(await list('companies', one, 'contacts'), [
      { to: contact, types: [labelled(2, 'Primary'), labelled(280, null)] },
    ])
    const paged = await everyPage((after) => basicApi.getPage('contacts', contact, 'companies', after, 1))
    assert.deepEqual([paged.sizes, paged.items.length], [[1, 1], 2])
    await basicApi.archive('contacts', contact, 'companies', one)
    assert.equal((await list('contacts', contact, 'companies')).length, 1)
    await basicApi.create('companies', third, 'contacts', contact, [spec(280)])
    assert.deepEqual((await list('contacts', contact, 'companies')).at(-1), {
      to: third,
      types: [labelled(1, 'Primary'), labelled(279, null)],
    })
    const none = basicApi.create('contacts', contact, 'companies', one, [])
    await refused(none, 400, 'VALIDATION_ERROR')
    await refused(basicApi.create('contacts', contact, 'companies', one, [{} as never]), 400, 'VALIDATION_ERROR')
    await refused(basicApi.create('contacts', contact, 'companies', one, [spec(3)]), 400, 'VALIDATION_ERROR')
    await refused(basicApi.create('contacts', contact, 'companies', '1', [spec(279)]), 400, 'VALIDATION_ERROR')
    await refused(basicApi.getPage('contacts', '1', 'companies'), 404, 'OBJECT_NOT_FOUND')
    await refused(basicApi.getPage('inventions', contact, 'companies'), 400, 'VALIDATION_ERROR')
  },
}

export const associationBatches: Judge = {
  name: 'batches of associations',
  async judge(served) {
    const client = hubSpotAt(served)
    const { batchApi } = client.crm.associations.v4
    const { contact, one, other, third } = await strangers(client)
    const ends = (to: string) => ({ _from: { id: contact }, to: { id: to } })
    const there = await ownLabel(client)
    const types = [{ ...spec(there), associationCategory: 'USER_DEFINED' as never }]
    const made = await batchApi.create('contacts', 'companies', { inputs: [{ ...ends(one), types }] })
    assert.deepEqual(
      made.results.map(({ toObjectId, labels: said }) => [String(toObjectId), said]),
      [[one, ['Judged by']]],
    )
    const plain = await batchApi.createDefault('contacts', 'companies', { inputs: [ends(other), ends(third)] })
    assert.deepEqual(
      plain.results.map(({ to }) => to.id),
      [other, contact, third, contact],
    )
    const read = async () => {
      const { results } = await batchApi.getPage('contacts', 'companies', { inputs: [{ id: contact }] })
      assert.equal(results[0]?._from.id, contact)
      return results[0]?.to.map(({ toObjectId, associationTypes: kinds }) => [
        String(toObjectId),
        kinds.flatMap(({ label }) => label ?? []),
      ])
    }
    assert.deepEqual(await read(), [
      [one, ['Judged by']],
      [other, ['Primary']],
      [third, []],
    ])
    await batchApi.archiveLabels('contacts', 'companies', { inputs: [{ ...ends(one), types }] })
    assert.deepEqual((await read())?.[0], [one, []])
    const wanted = [{ _from: { id: contact }, to: [{ id: one }, { id: other }] }]
    await batchApi.archive('contacts', 'companies', { inputs: wanted })
    assert.deepEqual(await read(), [[third, []]])
    const none = await batchApi.getPage('contacts', 'deals', { inputs: [{ id: contact }] })
    const { numErrors, errors } = none as { numErrors?: number; errors?: { category: string; context: unknown }[] }
    assert.deepEqual([none.results, numErrors, errors?.[0]?.category], [[], 1, 'OBJECT_NOT_FOUND'])
    const context = { fromObjectId: [contact], fromObjectType: ['contacts'], toObjectType: ['deals'] }
    assert.deepEqual(errors?.[0]?.context, context)
    const lost = batchApi.create('contacts', 'companies', { inputs: [{ ...ends('1'), types }] })
    await refused(lost, 400, 'VALIDATION_ERROR')
    await withAssociations(client, one)
  },
}

/** The number of a kind of association that the portal defines for itself. */
async function ownLabel({ crm }: Client): Promise<number> {
  const { definitionsApi } = crm.associations.v4.schema
  const { results: labels } = await definitionsApi.create('contacts', 'companies', {
    name: 'judged',
    label: 'Judged by',
    inverseLabel: 'Judge of',
  })
  assert.deepEqual(
    labels.map(({ category, label }) => [category, label]),
    [
      ['USER_DEFINED', 'Judged by'],
      ['USER_DEFINED', 'Judge of'],
    ],
  )
  const there = sure(labels[0]?.typeId, 'a number')
  const { results: all } = await definitionsApi.getAll('contacts', 'companies')
  assert.deepEqual(
    all.map(({ typeId, label }) => [typeId, label]),
    [
      [there, 'Judged by'],
      [1, 'Primary'],
      [279, null],
    ],
  )
  await refused(definitionsApi.create('contacts', 'companies', {} as never), 400, 'VALIDATION_ERROR')
  const { results: back } = await definitionsApi.getAll('companies', 'contacts')
  assert.deepEqual([back[0]?.label, back[0]?.typeId], ['Judge of', labels[1]?.typeId])
  return there
}

/** A record can be made with its associations, all or none. */
async function withAssociations({ crm }: Client, company: string): Promise<void> {
  const { basicApi } = crm.contacts
  const to = (id: string, typeId: number) => ({ to: { id }, types: [spec(typeId)] })
  const make = (email: string, ...some: object[]) =>
    basicApi.create({ properties: { email }, associations: some as never })
  const made = await make('with@judge.example', to(company, 279))
  const read = await basicApi.getById(made.id, undefined, undefined, ['companies'])
  assert.ok(sure(read.associations?.['companies'], 'associations').results.every(({ id }) => id === company))
  const { total: before } = await crm.contacts.searchApi.doSearch({} as never)
  await refused(make('x@judge.example', to('1', 279)), 400, 'VALIDATION_ERROR')
  await refused(make('x@judge.example', to(company, 999_999)), 400, 'VALIDATION_ERROR')
  await refused(make('x@judge.example', { types: [spec(279)] }), 400, 'VALIDATION_ERROR')
  await refused(make('x@judge.example', { to: { id: company }, types: [] }), 400, 'VALIDATION_ERROR')
  assert.equal((await crm.contacts.searchApi.doSearch({} as never)).total, before)
}
