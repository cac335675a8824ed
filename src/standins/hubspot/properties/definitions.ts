import type { JsonObject } from '../../../lib/json.ts'
import { typeNamed } from '../object-types.ts'
import type { Definition, HubSpotState } from '../state.ts'
import { standardLines } from './standard-lines.ts'

/** The definitions that every portal has for a type of record. */
export function standardDefinitions(type: string): Definition[] {
  return [...(standardLines[type] ?? []), ...everywhere].map((line) => definitionOf(type, line))
}

/** The groups that those definitions are in. */
export function standardGroups(type: string): JsonObject[] {
  return [{ name: groupOf(type), label: 'Information', displayOrder: 0, archived: false }]
}

export function definitionsOf(state: HubSpotState, type: string): Definition[] {
  return (state.properties[typeNamed(state, type).name] ??= [])
}

/** A definition as the API shows it, from what is special about it. */
export function definition(own: JsonObject): Definition {
  return {
    description: '',
    options: [],
    displayOrder: -1,
    calculated: false,
    externalOptions: false,
    archived: false,
    hasUniqueValue: false,
    hidden: false,
    formField: false,
    dataSensitivity: 'non_sensitive',
    modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: false },
    ...own,
  } as unknown as Definition
}

/** Whether HubSpot itself defines it: the same in every portal. */
export function isStandard(property: Definition): boolean {
  return property['hubspotDefined'] === true
}

const everywhere = [
  'hs_object_id number number! Record ID',
  'hs_object_source string text! Record source',
  'hs_object_source_label string text! Record source label',
  'hs_created_by_user_id number number! Created by user ID',
  'hs_updated_by_user_id number number! Updated by user ID',
  'hubspot_owner_id enumeration select Owner',
  'hs_merged_object_ids enumeration checkbox! Merged record IDs',
  'hs_unique_creation_key string text! Unique creation key',
]

// Such as `lifecyclestage enumeration radio Lifecycle Stage = subscriber|Subscriber, lead|Lead`; `!` is read-only.
function definitionOf(type: string, line: string): Definition {
  const [words = '', choices = ''] = line.split(' = ')
  const [name = '', kind = '', field = '', ...label] = words.split(' ')
  const readOnly = field.endsWith('!')
  return definition({
    updatedAt: '2024-03-01T09:00:00.000Z',
    createdAt: '2019-08-06T02:41:08.029Z',
    name,
    label: label.join(' '),
    type: kind,
    fieldType: field.replace('!', ''),
    groupName: groupOf(type),
    options: optionsIn(choices),
    externalOptions: kind === 'enumeration' && choices === '',
    hubspotDefined: true,
    hasUniqueValue: type === 'contacts' && name === 'email',
    formField: !readOnly,
    modificationMetadata: {
      archivable: true,
      readOnlyDefinition: true,
      readOnlyOptions: readOnly,
      readOnlyValue: readOnly,
    },
  })
}

function optionsIn(choices: string): JsonObject[] {
  return choices
    .split(', ')
    .filter(Boolean)
    .map((choice, displayOrder) => {
      const [value = '', label = value] = choice.split('|')
      return { label, value, displayOrder, hidden: false }
    })
}

function groupOf(type: string): string {
  return groups[type] ?? 'engagement'
}

const groups: Readonly<Record<string, string>> = {
  contacts: 'contactinformation',
  companies: 'companyinformation',
  deals: 'dealinformation',
  tickets: 'ticketinformation',
  products: 'productinformation',
  line_items: 'lineiteminformation',
}
