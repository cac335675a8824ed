import type { Json, JsonObject } from '../../../lib/json.ts'
import { invalid, unreadable } from '../refusal.ts'
import type { Definition, HubSpotState } from '../state.ts'

/** What is wrong with a value, by HubSpot's code for it. */
interface Problem {
  readonly error: string
  readonly message: string
}
type Read = { readonly value: string } | Problem

/**
 * The values of properties as they are kept: texts, addresses in lower case, times in ISO 8601. An empty value clears.
 * A 400 names every value that is not valid.
 */
export function readProperties(
  state: HubSpotState,
  definitions: readonly Definition[],
  sent: Json | undefined,
): Record<string, string> {
  if (sent === undefined || sent === null) throw unreadable('Some required fields were not set: [properties]')
  if (typeof sent !== 'object' || Array.isArray(sent)) {
    throw unreadable('Cannot deserialize value of type `java.util.LinkedHashMap<String,String>`')
  }
  const read = Object.entries(sent as JsonObject).map(([name, value]) => {
    const property = definitions.find((one) => one.name === name && !one.archived)
    return { name, ...(property ? readValue(state, property, plainText(value)) : missing(name)) }
  })
  const problems = read.filter((one): one is { name: string } & Problem => 'error' in one)
  if (problems.length > 0) throw notValid(state, problems)
  return Object.fromEntries(read.map((one) => [one.name, 'value' in one ? one.value : '']))
}

function plainText(value: Json): string {
  if (value === null) return ''
  if (typeof value !== 'object') return String(value)
  throw unreadable(
    `Cannot deserialize value of type \`java.lang.String\` from ${Array.isArray(value) ? 'Array' : 'Object'} value`,
  )
}

function missing(name: string): Problem {
  return { error: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` }
}

function notValid(state: HubSpotState, problems: readonly (Problem & { readonly name: string })[]) {
  const told = problems.map(({ name, error, message }) => ({
    isValid: false,
    message,
    error,
    name,
    localizedErrorMessage: message,
    portalId: state.portalId,
  }))
  const errors = problems.map(({ name, error, message }) => ({
    message,
    code: error,
    context: { propertyName: [name] },
  }))
  return invalid(`Property values were not valid: ${JSON.stringify(told)}`, errors)
}

function readValue(state: HubSpotState, property: Definition, text: string): Read {
  if (property.modificationMetadata['readOnlyValue'] === true) {
    const message = `"${property.name}" is a read only property; its value cannot be set.`
    return { error: 'READ_ONLY_VALUE', message }
  }
  if (text.trim() === '') return { value: '' }
  if (property.name === 'email' && property.type === 'string') return readAddress(text)
  if (property.name === 'domain') return { value: domainIn(text) }
  if (property.type === 'number') return readNumber(property, text.trim())
  if (property.type === 'bool') return readSwitch(text.trim().toLowerCase())
  if (property.type === 'date' || property.type === 'datetime') return readTime(property, text.trim())
  return property.type === 'enumeration' ? readChoice(state, property, text) : { value: text }
}

function readAddress(text: string): Read {
  const value = text.trim().toLowerCase()
  if (/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value)) return { value }
  return { error: 'INVALID_EMAIL', message: `Email address ${text} is invalid` }
}

function domainIn(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/.*$/, '')
}

function readNumber({ name }: Definition, text: string): Read {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return { value: text.replace(/^\+/, '') }
  return { error: 'INVALID_INTEGER', message: `${text} was not a valid number. (${name})` }
}

function readSwitch(value: string): Read {
  if (value === 'true' || value === 'false') return { value }
  return { error: 'INVALID_BOOLEAN', message: `${value} was not a valid boolean.` }
}

function readTime({ type }: Definition, text: string): Read {
  const time = /^-?\d+$/.test(text) ? Number(text) : /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time) || Math.abs(time) > 8.64e15) {
    return { error: type === 'date' ? 'INVALID_DATE' : 'INVALID_LONG', message: `${text} was not a valid long.` }
  }
  const iso = new Date(time).toISOString()
  if (type === 'datetime') return { value: iso.replace('.000Z', 'Z') }
  if (iso.endsWith('T00:00:00.000Z')) return { value: iso.slice(0, 10) }
  return { error: 'INVALID_DATE', message: `${text} is at ${iso.slice(11, 19)}, not midnight UTC!` }
}

function readChoice(state: HubSpotState, property: Definition, text: string): Read {
  const allowed = choicesOf(state, property)
  if (allowed === undefined) return { value: text }
  const several = property['fieldType'] === 'checkbox'
  const chosen = several ? text.split(';').filter(Boolean) : [text]
  const wrong = chosen.find((one) => !allowed.includes(one))
  if (wrong === undefined) return { value: chosen.join(';') }
  const message = `${wrong} was not one of the allowed options: [${allowed.join(', ')}]`
  return { error: 'INVALID_OPTION', message }
}

/** Nothing for those whose choices this stand-in does not keep. */
function choicesOf(state: HubSpotState, { name, options }: Definition): readonly string[] | undefined {
  const pipelines = (type: string) => state.pipelines[type] ?? []
  const stages = (type: string) => pipelines(type).flatMap((pipeline) => pipeline.stages.map(({ id }) => id))
  if (name === 'hubspot_owner_id') return state.owners.map(({ id }) => id)
  if (name === 'pipeline') return pipelines('deals').map(({ id }) => id)
  if (name === 'dealstage') return stages('deals')
  if (name === 'hs_pipeline') return pipelines('tickets').map(({ id }) => id)
  if (name === 'hs_pipeline_stage') return stages('tickets')
  return options.length > 0 ? options.map(({ value }) => value) : undefined
}
