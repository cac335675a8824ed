import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ClientOperation, clientOperations } from '../../../scripts/docs-pack/hubspot-client.ts'
import { departures } from '../declared-types.ts'
import type { Exchange } from '../witness.ts'

const client = fileURLToPath(new URL('..', import.meta.resolve('@hubspot/api-client')))
let operations: readonly ClientOperation[] | undefined

/** A successful answer, held against the status and the model that HubSpot's own client declares for the operation. */
export function hubSpotBreaks({ method, path, query, status, answer }: Exchange): string[] {
  if (status < 200 || status > 299) return []
  const found = operationsAt(method, path)
  if (found.length === 0) return []
  const complaints = found.map((operation) => breaksOf(operation, status, answer))
  const fewest = complaints.toSorted((one, other) => one.length - other.length)[0] ?? []
  const said = fewest.filter((complaint) => !undeclared.some((known) => known.test(`${path}${complaint}`)))
  // Whoever asks for some fields lacks the others.
  return query.includes('includedProperties=') ? said.filter((complaint) => !complaint.endsWith('is lacking')) : said
}

/** What HubSpot documents or answers and this version of its client does not declare. */
const undeclared: readonly RegExp[] = [
  /^\/crm\/v3\/objects\/\w+.*\.url: unknown/,
  /^\/crm\/v3\/properties\/\w+.*\.dataSensitivity: unknown/,
  /^\/crm\/v4\/.*\.label: null is no string/,
  // The errors within a batch have neither.
  /\.errors\.\d+\.(links|errors|subCategory): is lacking/,
  /^\/crm-object-schemas\/.*\.associations\.\d+\.(cardinality|inverseCardinality): unknown/,
  /^\/crm-object-schemas\/.*\.associations\.\d+\.(createdAt|updatedAt): null/,
  /^\/marketing\/v3\/emails.*\.(emailTemplateMode|isAb): unknown/,
  /^\/marketing\/v3\/forms.*\.formType: "captured" is none/,
]

function breaksOf({ answers, models }: ClientOperation, status: number, answer: Exchange['answer']): string[] {
  const declared = answers.find((each) => each.status === String(status))
  if (!declared) return [`${status} is not declared`]
  if (declared.model === 'void') return answer === undefined ? [] : ['an answer where none is declared']
  if (answer === undefined) return ['no answer where one is declared']
  return departures(join(models, `${declared.model}.d.ts`), declared.model, answer)
}

/** Several parts of the client have some operations; a name in a path goes before an id. */
function operationsAt(method: string, path: string): ClientOperation[] {
  operations ??= clientOperations(client)
  const asked = path.replace(/\/$/, '')
  const fitting = operations.filter((each) => each.method === method && patternOf(each.path).test(asked))
  const fewest = Math.min(...fitting.map(gaps))
  return fitting.filter((each) => gaps(each) === fewest)
}

function gaps({ path }: ClientOperation): number {
  return path.split('{').length
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\/$/, '').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}
