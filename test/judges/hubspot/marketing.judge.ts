import assert from 'node:assert/strict'
import type { Client } from '@hubspot/api-client'
import type { Judge } from '../jury.ts'
import { asked, everyPage, hubSpotAt, isRecent, type Page, refused, sameInAnyPages, sure } from './client.ts'

interface Wish {
  readonly createdAfter?: Date
  readonly createdBefore?: Date
  readonly updatedAfter?: Date
  readonly updatedBefore?: Date
  readonly sort?: string[]
  readonly after?: string | undefined
  readonly limit?: number | undefined
  readonly type?: 'BATCH_EMAIL' | 'AUTOMATED_EMAIL'
  readonly isPublished?: boolean
  readonly included?: string[]
  readonly archived?: boolean
}

/** The client takes twelve arguments by their places, and cannot send an empty list of names. */
function page({ marketing }: Client, wish: Wish) {
  const { createdAfter, createdBefore, updatedAfter, updatedBefore, sort = [], after, limit } = wish
  const { type, isPublished, included = [], archived } = wish
  const { marketingEmailsApi: api } = marketing.emails
  const before = [undefined, createdAfter, createdBefore, undefined, updatedAfter, updatedBefore] as const
  const between = [undefined, undefined, undefined, type, isPublished, included, undefined, archived] as const
  return api.getPage(...before, sort, after, limit, ...between)
}

async function every(client: Client, wish: Wish) {
  return (await everyPage((after) => page(client, { ...wish, limit: 100, after }))).items
}

export const marketingEmails: Judge = {
  name: 'marketing emails',
  async judge(served) {
    const client = hubSpotAt(served)
    const { marketingEmailsApi: api } = client.marketing.emails
    const before = await sameInAnyPages((limit, after) => page(client, { limit, after }), 100)
    assert.equal((await page(client, {})).total, before.length)
    assert.equal((await page(client, {})).results.length, 10)
    await chosen(client)
    const made = await api.create({ name: 'Judged', subject: 'Hear, hear' })
    assert.deepEqual([made.name, made.subject, made.state, made.isPublished], ['Judged', 'Hear, hear', 'DRAFT', false])
    assert.deepEqual([made.type, made.language, made.archived, made.subcategory], ['BATCH_EMAIL', 'en', false, 'batch'])
    assert.deepEqual([made.createdById, made.updatedById], [before[0]?.createdById, before[0]?.updatedById])
    for (const lacking of ['content', 'to', '_from', 'activeDomain', 'businessUnitId', 'sendOnPublish'] as const) {
      sure(made[lacking], lacking)
    }
    isRecent(made.createdAt)
    isRecent(made.updatedAt)
    assert.deepEqual(await api.getById(made.id), made)
    assert.deepEqual((await every(client, {})).length, before.length + 1)
    const changed = await api.update(made.id, { subject: 'Order, order', language: 'de' as never } as never)
    assert.deepEqual([changed.subject, changed.language, changed.name], ['Order, order', 'de', 'Judged'])
    assert.deepEqual(await api.getById(made.id), changed)
    const draft = await api.upsertDraft(made.id, { name: 'Judged draft' })
    assert.deepEqual([draft.name, draft.subject], ['Judged draft', 'Order, order'])
    assert.deepEqual(await api.getDraft(made.id), draft)
    await published(client, made.id)
    await api.archive(made.id)
    await refused(api.getById(made.id), 404, 'OBJECT_NOT_FOUND')
    await refused(api.archive(made.id), 404, 'OBJECT_NOT_FOUND')
    await refused(api.update('1', { name: 'x' }), 404, 'OBJECT_NOT_FOUND')
    await refused(api.create({ name: '' }), 400, 'VALIDATION_ERROR')
    await refused(api.create({} as never), 400, 'VALIDATION_ERROR')
    await refused(api.clone({ id: '1' }), 404, 'OBJECT_NOT_FOUND')
    await refused(api.publishOrSend('1'), 404, 'OBJECT_NOT_FOUND')
  },
}

async function published(client: Client, id: string): Promise<void> {
  const { marketingEmailsApi: api } = client.marketing.emails
  await api.publishOrSend(id)
  const sent = await api.getById(id)
  assert.deepEqual([sent.isPublished, sent.state], [true, 'PUBLISHED'])
  isRecent(sent.publishedAt)
  const copy = await api.clone({ id, cloneName: 'A copy' })
  assert.deepEqual([copy.name, copy.clonedFrom, copy.subject], ['A copy', id, sent.subject])
  assert.deepEqual([copy.isPublished, copy.state, copy.publishedAt], [false, 'DRAFT', undefined])
  assert.notEqual(copy.id, id)
  isRecent(copy.createdAt)
  assert.deepEqual(await api.getById(copy.id), copy)
  assert.equal((await api.clone({ id })).name, `${sent.name} (clone)`)
  await api.unpublishOrCancel(id)
  const back = await api.getById(id)
  assert.deepEqual([back.isPublished, back.state], [false, 'DRAFT'])
}

/** What a list leaves out, and in which order it is. */
async function chosen(client: Client): Promise<void> {
  const all = await every(client, {})
  const times = (name: 'createdAt' | 'updatedAt') => all.map((email) => sure(email[name], name).getTime())
  const [created, updated] = [times('createdAt'), times('updatedAt')]
  const middle = new Date(created.toSorted((one, other) => one - other)[20]!)
  const changed = new Date(updated.toSorted((one, other) => one - other)[20]!)
  const count = async (wish: Wish) => (await every(client, wish)).length
  assert.equal(await count({ createdAfter: middle }), created.filter((time) => time > middle.getTime()).length)
  assert.equal(await count({ createdBefore: middle }), created.filter((time) => time < middle.getTime()).length)
  assert.equal(await count({ updatedAfter: changed }), updated.filter((time) => time > changed.getTime()).length)
  assert.equal(await count({ updatedBefore: changed }), updated.filter((time) => time < changed.getTime()).length)
  for (const isPublished of [true, false]) {
    const some = await every(client, { isPublished })
    assert.deepEqual(
      some,
      all.filter((email) => email.isPublished === isPublished),
    )
    assert.ok(some.length > 0)
  }
  const automated = await every(client, { type: 'AUTOMATED_EMAIL' })
  assert.deepEqual(
    automated,
    all.filter(({ type }) => type === 'AUTOMATED_EMAIL'),
  )
  assert.deepEqual(await every(client, { archived: true }), [])
  const names = (await every(client, { sort: ['name'] })).map(({ name }) => name)
  assert.deepEqual(
    names,
    names.toSorted((one, other) => one.localeCompare(other)),
  )
  const backwards = (await every(client, { sort: ['-name'] })).map(({ name }) => name)
  assert.deepEqual(backwards, names.toReversed())
  await refused(page(client, { sort: ['colour'] }), 400, 'VALIDATION_ERROR')
  const path = '/marketing/v3/emails?createdAfter=soon'
  const wrong = await client.apiRequest({ path })
  assert.equal(wrong.status, 400)
  const brief = (
    await client.apiRequest({ path: '/marketing/v3/emails?limit=1&includedProperties=name,subject' })
  ).json()
  const { results } = (await brief) as { results: object[] }
  assert.deepEqual(Object.keys(results[0] ?? {}).toSorted(), ['id', 'name', 'subject'])
  const since = await client.apiRequest({ path: `/marketing/v3/emails?createdAfter=${middle.getTime()}` })
  const told = (await since.json()) as { total: number }
  assert.equal(told.total, created.filter((time) => time > middle.getTime()).length)
}

/** Of the types of forms the client can read but one. */
async function ofTypes(client: Client, own: number): Promise<void> {
  const every = async (types: string) => {
    const { items } = await everyPage(async (after) => {
      const path = `/marketing/v3/forms?formTypes=${types}${after ? `&after=${encodeURIComponent(after)}` : ''}`
      return (await asked(client, 'GET', path)).json as never as Page<{ formType: string }>
    })
    return items.map(({ formType }) => formType)
  }
  const captured = await every('captured')
  assert.deepEqual([...new Set(captured)], ['captured'])
  assert.equal((await every('hubspot')).length, own)
  assert.equal((await every('all')).length, own + captured.length)
  assert.equal((await every('captured,hubspot')).length, own + captured.length)
  assert.deepEqual(await every('flow'), [])
}

const parts = {
  formType: 'hubspot',
  name: 'Judged',
  fieldGroups: [
    {
      groupType: 'default_group',
      richTextType: 'text',
      fields: [
        {
          objectTypeId: '0-1',
          name: 'firstname',
          label: 'First name',
          required: false,
          hidden: false,
          fieldType: 'single_line_text',
          dependentFields: [],
        },
      ],
    },
  ],
  configuration: {
    language: 'en',
    cloneable: true,
    editable: true,
    archivable: true,
    recaptchaEnabled: false,
    notifyContactOwner: false,
    notifyRecipients: [],
    createNewContactForNewEmail: false,
    prePopulateKnownValues: true,
    allowLinkToResetKnownValues: false,
    lifecycleStages: [],
    postSubmitAction: { type: 'thank_you', value: 'Thanks' },
  },
  displayOptions: {
    renderRawHtml: false,
    theme: 'default_style',
    submitButtonText: 'Go',
    style: {
      fontFamily: 'arial',
      backgroundWidth: '100%',
      labelTextColor: '#33475b',
      labelTextSize: '13px',
      helpTextColor: '#7C98B6',
      helpTextSize: '11px',
      legalConsentTextColor: '#33475b',
      legalConsentTextSize: '14px',
      submitAlignment: 'left',
      submitColor: '#ff7a59',
      submitFontColor: '#ffffff',
      submitSize: '12px',
    },
  },
  legalConsentOptions: { type: 'none' },
}

export const forms: Judge = {
  name: 'forms',
  async judge(served) {
    const client = hubSpotAt(served)
    const { formsApi } = client.marketing.forms
    const all = await sameInAnyPages((limit, after) => formsApi.getPage(after, limit), 500)
    assert.ok(all.every(({ formType, archived }) => String(formType) === 'hubspot' && !archived))
    await ofTypes(client, all.length)
    const gone = (await formsApi.getPage(undefined, 100, true)).results
    assert.ok(gone.length > 0 && gone.every(({ archived }) => archived))
    const old = sure(gone[0]?.id, 'id')
    await refused(formsApi.getById(old), 404, 'OBJECT_NOT_FOUND')
    assert.equal((await formsApi.getById(old, true)).id, old)

    const made = await formsApi.create(parts as never)
    assert.deepEqual([made.name, made.formType, made.archived], ['Judged', 'hubspot', false])
    isRecent(made.createdAt)
    isRecent(made.updatedAt)
    assert.deepEqual(JSON.parse(JSON.stringify(made.fieldGroups)), parts.fieldGroups)
    assert.deepEqual(JSON.parse(JSON.stringify(made.displayOptions)), parts.displayOptions)
    assert.deepEqual(await formsApi.getById(made.id), made)
    assert.equal((await everyPage((after) => formsApi.getPage(after, 100))).items.length, all.length + 1)
    const changed = await formsApi.update(made.id, { name: 'Judged again' } as never)
    assert.deepEqual([changed.name, changed.fieldGroups], ['Judged again', made.fieldGroups])
    assert.deepEqual(await formsApi.getById(made.id), changed)
    const replaced = await formsApi.replace(made.id, { ...parts, fieldGroups: [], id: made.id } as never)
    assert.deepEqual([replaced.name, replaced.fieldGroups, replaced.id], ['Judged', [], made.id])
    await refused(formsApi.update(made.id, { name: '' } as never), 400, 'VALIDATION_ERROR')
    await refused(formsApi.create({ ...parts, name: '' } as never), 400, 'VALIDATION_ERROR')
    const { fieldGroups: _groups, ...without } = parts
    await refused(formsApi.replace(made.id, without as never), 400, 'VALIDATION_ERROR')
    await formsApi.archive(made.id)
    await refused(formsApi.getById(made.id), 404, 'OBJECT_NOT_FOUND')
    await refused(formsApi.update(made.id, { name: 'x' } as never), 404, 'OBJECT_NOT_FOUND')
    const kept = await formsApi.getById(made.id, true)
    assert.deepEqual([kept.id, kept.archived], [made.id, true])
    isRecent(kept.archivedAt)
  },
}
