import { attributesOf, type ClientOperation, clientOperations, valuesOf } from './hubspot-client.ts'
import { fieldList, type Field, type Page } from './page.ts'

/** One page per operation that HubSpot's client in the directory `client` can make. Its code has no words: these are ours. */
export function hubSpotPages(client: string): readonly Page[] {
  const pages = new Map<string, Page>()
  for (const operation of clientOperations(client)) {
    if (leftOut.some((family) => operation.path.startsWith(family))) continue
    const page = operationPage({ ...operation, path: operation.path.replace(newer, '/crm/v3/schemas') })
    // The client has some operations twice, with and without a slash at the end.
    if (!pages.has(page.id)) pages.set(page.id, page)
  }
  return [...pages.values()]
}

// The older address of the two is the one that people write.
const newer = '/crm-object-schemas/v3/schemas'
// Websites, what only an app's own server can call, and a second address of users.
const leftOut = [
  '/settings/users/v3',
  '/integrators/',
  '/cms/',
  '/crm/v3/extensions/',
  '/webhooks/',
  '/crm/v3/timeline/',
  '/visitor-identification/',
  '/automation/v4/actions',
]

function operationPage(operation: ClientOperation): Page {
  const { method, path, parameters, body, answers, models } = operation
  const { id, title } = nameOf(operation)
  const shown = parameters.map(({ name, type, inPath, required }) => {
    const about = inPath ? '' : (parameterNotes[name] ?? '')
    return { name, type: `${typeText(models, type)}${inPath ? ', in the path' : ''}`, required, about, fields: [] }
  })
  const pageable = parameters.some(({ name }) => name === 'after') || path.endsWith('/search')
  const parts = [
    `${method} ${path}`,
    fieldList('Parameters', shown),
    body === undefined ? '' : fieldList(`Body: JSON, ${body}`, fieldsOf(models, body, 4)) || `Body: JSON, ${body}`,
    ...answers.map((answer) => answerText(models, answer)),
    pageable
      ? `Paging: send the answer's paging.next.after as after${path.endsWith('/search') ? ' in the body' : ''} until there is none.`
      : '',
  ]
  return { id, title, body: parts.filter(Boolean).join('\n') }
}

function answerText(models: string, { status, model }: ClientOperation['answers'][number]): string {
  if (model === 'void') return `Answer: ${status}, empty.`
  const several = status === '207' ? ' when some of the inputs failed' : ''
  if (several !== '') return `Answer: ${status}${several}: results of the others, numErrors, errors.`
  return (
    fieldList(`Answer: ${status}, ${model}`, fieldsOf(models, model, 3)) ||
    `Answer: ${status}, ${typeText(models, model)}`
  )
}

function fieldsOf(models: string, model: string, depth: number): readonly Field[] {
  const attributes = attributesOf(models, model).filter(({ name }) => !unused.has(name))
  return attributes.map(({ name, type, required }) => {
    const inner = elementOf(type)
    const opens = depth > 1 && !closed.has(name)
    const about = name === 'properties' && type.includes('string;') ? 'values by name of property; all are strings' : ''
    return {
      name,
      type: typeText(models, type),
      required,
      about,
      fields: opens ? fieldsOf(models, inner, depth - 1) : [],
    }
  })
}

// What nobody needs to send or to read.
const unused = new Set(['objectWriteTraceId', 'links', 'requestedAt'])
// Told on the overview page, or the same kind of thing once more.
const closed = new Set([
  'paging',
  'filterBranch',
  'links',
  'context',
  'errors',
  'dependentFields',
  'stats',
  'rssData',
  'testing',
  'styleSettings',
])

function typeText(models: string, type: string): string {
  const element = elementOf(type)
  if (element !== type) return `${typeText(models, element)}[]`
  if (type.startsWith('{ [key: string]')) return 'object'
  if (!type.endsWith('Enum')) return type === 'Date' ? 'date-time' : type
  const values = valuesOf(models, type)
  if (values.length === 0) return 'string'
  const few = values.slice(0, 10).map((value) => JSON.stringify(value))
  return `${few.join(' | ')}${values.length > few.length ? ' | …' : ''}`
}

function elementOf(type: string): string {
  return /^Array<(.*)>$/.exec(type)?.[1] ?? type
}

/** Named by what the path is about and what is done to it, such as `contacts.batch.create`. */
function nameOf({ method, path }: ClientOperation): { id: string; title: string } {
  const parts = path.split('/').filter(Boolean)
  // A type of record names a collection, except where types are what it is about.
  const varies = /^\{(?!\w*objectType\})/i.test(parts.at(-1) ?? '') || /\/schemas\/\{\w+\}$/.test(path)
  const still = parts.filter((part) => !/^\{|^v\d$|^crm$|^objects$|^crm-object-schemas$/.test(part))
  const isBatch = still.at(-2) === 'batch'
  const action = !varies && (isBatch || !isCollection(still.at(-1) ?? '', method)) ? (still.at(-1) ?? '') : ''
  const about = action === '' ? still : still.slice(0, isBatch ? -2 : -1)
  const subject = about.length > 0 ? about.filter((part, at) => part !== about[at - 1]) : ['records']
  const verb = action === '' ? ((varies ? onOne : onMany)[method] ?? method.toLowerCase()) : action
  const version = parts.includes('v4') && parts.includes('associations') ? ['v4'] : []
  const way = method === 'GET' && action !== '' && verbs.has(action) ? ['get'] : []
  const id = [...subject, ...version, ...(isBatch ? ['batch'] : []), camel(verb), ...way].join('.')
  return { id, title: titleOf(verb, subject, isBatch) }
}

const onOne: Readonly<Record<string, string>> = {
  GET: 'get',
  PATCH: 'update',
  PUT: 'replace',
  DELETE: 'delete',
  POST: 'post',
}
const onMany: Readonly<Record<string, string>> = {
  GET: 'list',
  POST: 'create',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'deleteAll',
}
const verbs = new Set(['draft'])

function isCollection(part: string, method: string): boolean {
  return method !== 'POST' || part.endsWith('s') || part === 'postal_mail'
}

function titleOf(verb: string, subject: readonly string[], isBatch: boolean): string {
  const things = subject
    .map((part) => (part === 'schemas' ? 'custom objects schemas' : part.replaceAll(/[_-]/g, ' ')))
    .join(' ')
  if (things === 'oauth access tokens' && verb === 'get')
    return 'Whoami: whose an access token is, of which account, with which scopes'
  const one = things.replace(/ies$/, 'y').replace(/(?<!s)s$/, '')
  const many = isBatch ? `a batch of ${things}` : things
  const told: Readonly<Record<string, string>> = {
    list: `List all ${things}: fetch them a page at a time`,
    create: isBatch ? `Create ${many}` : `Create a new ${one}`,
    get: `Get one ${one} by its id`,
    read: `Read ${many} by id`,
    update: isBatch ? `Update ${many}` : `Update one ${one}: only what is sent changes`,
    replace: `Replace or change one ${one}`,
    delete: `Delete one ${one}: it is archived`,
    archive: `Delete ${many}: they are archived`,
    search: `Search ${things} by filters on their properties, by a text, sorted`,
    merge: `Merge two ${things} into one`,
    upsert: `Create or update ${many} by a unique property`,
    clone: `Clone one ${one}: make a copy`,
    'gdpr-delete': `Delete one ${one} for good, as the GDPR demands`,
  }
  const words = verb.replaceAll(/[-_]/g, ' ')
  return told[verb] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${many}`
}

function camel(verb: string): string {
  return verb.replaceAll(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase())
}

const parameterNotes: Readonly<Record<string, string>> = {
  limit: 'how many on a page',
  after: 'the cursor of the next page',
  properties: 'names of properties to answer with, repeated or separated by commas; few are answered without',
  propertiesWithHistory: 'names of properties to answer with all their earlier values',
  associations: 'types of records whose associated ids to answer with',
  archived: 'true: only what is archived',
  idProperty: 'name of a unique property that the id is a value of, instead of the record id',
}
