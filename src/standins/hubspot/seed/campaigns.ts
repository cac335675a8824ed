import type { JsonObject } from '../../../lib/json.ts'
import { openRandom, type Random } from '../../seed/random.ts'
import { capitalized, sentence, text, word, words } from '../../seed/words.ts'
import { blankEmail } from '../marketing-emails.ts'
import type { HubSpotState } from '../state.ts'
import { seededId, times } from './clock.ts'

const emailCount = 42
const formCount = 28
const flowCount = 6

/** Marketing e-mails, forms and workflows. */
export function seedCampaigns(state: HubSpotState, seed: number): void {
  for (let place = 0; place < emailCount; place++) {
    const random = openRandom(seed, `hubspot/marketing-email/${place}`)
    const id = seededId(state, random)
    state.marketingEmails.push({ id, fields: { ...blankEmail(state), id, ...emailFields(state, random, place) } })
  }
  for (let place = 0; place < formCount; place++) {
    const random = openRandom(seed, `hubspot/form/${place}`)
    const id = formId(random)
    state.forms.push({ id, fields: { id, ...formFields(random, place) } })
  }
  for (let place = 0; place < flowCount; place++) {
    const random = openRandom(seed, `hubspot/flow/${place}`)
    const id = seededId(state, random)
    state.flows.push({ id, fields: { id, ...flowFields(random, place) } })
  }
}

function emailFields(state: HubSpotState, random: Random, place: number): JsonObject {
  const isPublished = place % 3 === 1
  const made = times(random, place)
  const by = String(state.identity.userId)
  return {
    name: `${capitalized(words(random, 2))} ${place}`,
    subject: place % 5 === 2 ? text(random, 2) : sentence(random, 5),
    state: isPublished ? 'PUBLISHED' : 'DRAFT',
    isPublished,
    ...(isPublished ? { publishDate: made.updatedAt, publishedAt: made.updatedAt, publishedById: by } : {}),
    type: place % 4 === 3 ? 'AUTOMATED_EMAIL' : 'BATCH_EMAIL',
    subcategory: place % 4 === 3 ? 'automated' : 'batch',
    from: { fromName: `${capitalized(word(random))} ${word(random)}`, replyTo: state.identity.user },
    content: { templatePath: '@hubspot/email/dnd/plain_text.html', plainTextVersion: text(random, place) },
    archived: false,
    ...made,
    createdById: by,
    updatedById: by,
  }
}

function formFields(random: Random, place: number): JsonObject {
  const asked = place % 2 === 0 ? ['email', 'firstname'] : ['email', 'lastname', 'phone']
  return {
    name: `${capitalized(words(random, 2))} ${place}`,
    formType: place % 13 === 12 ? 'captured' : 'hubspot',
    ...times(random, place),
    archived: place === 21,
    fieldGroups: asked.map((name) => ({
      groupType: 'default_group',
      richTextType: 'text',
      fields: [field(random, name)],
    })),
    configuration: {
      language: place % 5 === 3 ? 'de' : 'en',
      cloneable: true,
      editable: true,
      archivable: true,
      recaptchaEnabled: place % 3 === 0,
      notifyContactOwner: false,
      notifyRecipients: [],
      createNewContactForNewEmail: false,
      prePopulateKnownValues: true,
      allowLinkToResetKnownValues: false,
      lifecycleStages: [],
      postSubmitAction: { type: 'thank_you', value: sentence(random, 5) },
    },
    displayOptions: {
      renderRawHtml: false,
      theme: 'default_style',
      submitButtonText: 'Submit',
      style,
    },
    legalConsentOptions: { type: 'none' },
  }
}

const style: JsonObject = {
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
}

function field(random: Random, name: string): JsonObject {
  const fieldType = { email: 'email', phone: 'phone' }[name] ?? 'single_line_text'
  const label = `${capitalized(word(random))} ${word(random)}`
  const common = { objectTypeId: '0-1', name, label, required: name === 'email', hidden: false, dependentFields: [] }
  return { ...common, fieldType, ...fieldRules[fieldType] }
}

const fieldRules: Readonly<Record<string, JsonObject>> = {
  email: { validation: { blockedEmailDomains: [], useDefaultBlockList: false } },
  phone: { useCountryCodeSelect: false, validation: { minAllowedDigits: 7, maxAllowedDigits: 20 } },
}

function flowFields(random: Random, place: number): JsonObject {
  return {
    name: capitalized(words(random, 3)),
    isEnabled: place % 2 === 0,
    flowType: 'WORKFLOW',
    type: 'CONTACT_FLOW',
    objectTypeId: '0-1',
    revisionId: String(1 + place),
    ...times(random, place),
    startActionId: '1',
    nextAvailableActionId: '2',
    actions: [
      { actionId: '1', actionTypeVersion: 0, actionTypeId: '0-1', type: 'SINGLE_CONNECTION', fields: { delta: '60' } },
    ],
    enrollmentCriteria: { shouldReEnroll: false, type: 'MANUAL' },
  }
}

function formId(random: Random): string {
  const part = (length: number) => random.characters('0123456789abcdef', length)
  return `${part(8)}-${part(4)}-4${part(3)}-a${part(3)}-${part(12)}`
}
