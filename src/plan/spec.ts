import { z } from 'zod'
import type { Json } from '../lib/json.ts'
import { credentialShape, nangoShape, reachShape } from './spec-reach.ts'

/** What may also be written as one text, by the pattern of that text. */
export const shortForms = z.registry<{ readonly pattern: string }>()

// Tabs and line breaks are turned into spaces first, so that a sentence may be written over several lines.
const plainText = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .refine((text) => text !== '', 'is empty')
  .refine((text) => text.length <= 2000, 'is longer than 2,000 characters')
  .refine((text) => !hostile.test(text), 'contains characters that control a terminal or turn the reading direction')

// What a sentence never needs and a terminal or a reader can be fooled by.
const hostile = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

/** The name of an API or of an interaction. */
export const kebab = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'is not a name: use lower-case words joined by hyphens, such as create-event')
  .max(64, 'is longer than 64 characters')

const webProtocol = /^https?$/

const page = z
  .url({ protocol: webProtocol, error: 'is not a web address, such as https://example.com/reference' })
  .max(2000, 'is longer than 2,000 characters')

export const model = z
  .string()
  .regex(/^(rehearsal|[^\s/]+\/\S+)$/, 'is not a model: write provider/model, such as anthropic/claude-sonnet-4-5')
  .refine((text) => !hostile.test(text), 'contains control characters')

const ladder = z.array(model).max(20, 'has more than 20 models')

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']
const path = z.string().regex(/^\/[!-~]*$/, 'is not an operation: write METHOD /path, such as GET /users.list')
const operation = z
  .preprocess(
    (value) => {
      const [method, rest, ...more] = typeof value === 'string' ? value.trim().split(/\s+/) : []
      return method !== undefined && more.length === 0 ? { method: method.toUpperCase(), path: rest ?? '' } : value
    },
    z.strictObject({ method: z.enum(methods), path }),
  )
  .register(shortForms, { pattern: String.raw`^\s*[A-Za-z]+\s+/[!-~]*\s*$` })

const name = z
  .string()
  .min(1, 'is empty')
  .max(500, 'is longer than 500 characters')
  .refine((text) => !hostile.test(text), 'contains control characters')
const mayShape = {
  may: z
    .array(name)
    .default([])
    .describe(
      'Names (ids) of things in a live account that may be changed though no attempt made them, or requests such as PUT /settings.',
    ),
  recipients: z
    .array(name)
    .default([])
    .describe('Whom writes to a live account may reach: addresses of mail, numbers of phones, hosts that are called.'),
}

const exemption = z.strictObject({ check: kebab, reason: plainText })

const json: z.ZodType<Json> = z.json()
const scalar = z.union([z.string(), z.number(), z.boolean()])

const interactionShape = {
  does: plainText.describe('What it does, in one sentence. The agent builds from this.'),
  kind: z
    .enum(['action', 'sync'])
    .optional()
    .describe('An action, unless its name begins with sync- or this says otherwise.'),
  docs: z.array(page).default([]).describe('Pages of the reference that an agent should read.'),
  input: json.optional().describe('An input to try it with.'),
  metadata: z.record(z.string(), json).optional().describe('The metadata of the connection while it is tried.'),
  operations: z
    .array(operation)
    .default([])
    .describe('Requests that have to be made, such as GET /users.list. For checking: no agent is told.'),
  only: z
    .record(z.string(), z.union([scalar, z.array(scalar)]))
    .optional()
    .describe('What each thing that comes out must have. For checking: no agent is told.'),
  ...mayShape,
  exempt: z.array(exemption).default([]).describe('Checks that it need not hold, each with the reason.'),
  models: ladder.optional().describe('A ladder of its own.'),
}

/** Only a sentence is needed: `create-event: Create a calendar event`. */
const interaction = z
  .preprocess((value) => (typeof value === 'string' ? { does: value } : value), z.strictObject(interactionShape))
  .register(shortForms, { pattern: String.raw`\S` })

const usd = z.number().positive('must be more than 0').optional()
const apiBudgetShape = { usd: usd.describe('The most that a run may cost for this API.') }

export const connectionId = z
  .string()
  .regex(/^[\w.@-]{1,200}$/, 'is not a connection id: letters, digits, and . _ @ - only')

const apiShape = {
  connection: connectionId.optional().describe("The id of the test account's connection."),
  docs: z.array(page).default([]).describe('Pages of the reference for all interactions of this API.'),
  scopes: z
    .array(z.string().regex(/^[!-~]{1,200}$/, 'is not a scope'))
    .optional()
    .describe("Scopes that an embedded account's credential holds; all unless given."),
  budget: z.strictObject(apiBudgetShape).optional().describe('What a run may cost for this API.'),
  ...reachShape,
  ...mayShape,
  interactions: z
    .record(kebab, interaction)
    .refine((interactions) => Object.keys(interactions).length > 0, 'lists no interactions')
    .meta({ description: 'What to build, by name: a sentence, or more about it.', minProperties: 1 }),
}

const price = z.number().min(0, 'must not be less than 0')
const pricesShape = {
  input: price,
  output: price,
  cacheRead: price.exactOptional(),
  cacheWrite: price.exactOptional(),
}

const providerShape = {
  url: z
    .url({ protocol: webProtocol, error: 'is not a web address, such as https://api.example.com/v1' })
    .exactOptional()
    .describe('As its SDK would be given it.'),
  protocol: z
    .enum(['chat', 'responses', 'messages'])
    .exactOptional()
    .describe("Chat Completions, OpenAI's Responses, or Anthropic's Messages."),
  key: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'is not the name of an environment variable, such as EXAMPLE_API_KEY')
    .exactOptional()
    .describe('The name of the environment variable that holds its key. Never the key.'),
  prices: z
    .record(z.string(), z.strictObject(pricesShape))
    .exactOptional()
    .describe('US dollars per million tokens, by model. Before the list of prices that Assay brings along.'),
  unpriced: z
    .array(z.string().min(1, 'is empty'))
    .exactOptional()
    .describe('Models that may cost an unknown amount: no budget counts them.'),
}

const providerName = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'is not a provider: use letters, digits, and . _ - only')
  .refine((name) => name !== 'rehearsal', 'is the name of the model that Assay brings along: choose another one')

const budgetShape = {
  attempts: z
    .int()
    .min(1, 'must be at least 1')
    .max(20, 'is more than 20')
    .default(3)
    .describe('How often an interaction is begun from nothing.'),
  usd: usd.describe('The most that a run may cost.'),
  usdPerInteraction: usd.describe('The most that all attempts at one interaction may cost.'),
  usdPerAttempt: usd.describe('The most that one attempt may cost.'),
  minutes: z.number().positive('must be more than 0').optional().describe('The longest that one attempt may take.'),
}

const specShape = {
  version: z.literal(1),
  upstream: z
    .enum(['embedded', 'nango', 'direct'])
    .default('embedded')
    .describe('What answers for the APIs: stand-ins on this machine, your Nango, or the APIs themselves.'),
  replacePersonal: z
    .boolean()
    .optional()
    .describe('Replace personal values in fixtures of embedded accounts too. Those of live accounts always are.'),
  nango: z.strictObject(nangoShape).exactOptional().describe('Where your Nango is, for the upstream nango.'),
  models: ladder.default([]).describe('A ladder: attempt n uses the n-th.'),
  skills: z
    .array(
      z
        .string()
        .min(1, 'is empty')
        .max(1000, 'is longer than 1,000 characters')
        .refine((text) => !hostile.test(text), 'contains control characters'),
    )
    .max(10, 'has more than 10 skills')
    .exactOptional()
    .describe('Folders with a SKILL.md, relative to this file, that every agent may read.'),
  providers: z.record(providerName, z.strictObject(providerShape)).default({}).describe('Model providers, by name.'),
  budget: z.strictObject(budgetShape).default({ attempts: 3 }),
  apis: z
    .record(kebab, z.strictObject(apiShape))
    .refine((apis) => Object.keys(apis).length > 0, 'lists no APIs')
    .meta({ description: 'By the names that Nango gives them, such as google-calendar.', minProperties: 1 }),
}

/** The file that a person writes, `assay.yaml`: which interactions of which APIs to build. */
export const specSchema = z.strictObject(specShape)
export type Spec = z.infer<typeof specSchema>
export type SpecApi = Spec['apis'][string]
export type SpecInteraction = SpecApi['interactions'][string]

/** The keys that may stand at a path of the file, for naming the right one beside a wrong one. */
export function keysAllowedAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(specShape)
  if (path[0] === 'budget') return Object.keys(budgetShape)
  if (path[0] === 'providers') return Object.keys(path.includes('prices') ? pricesShape : providerShape)
  if (path[0] === 'nango') return Object.keys(nangoShape)
  if (path.length === 2) return Object.keys(apiShape)
  if (path.length === 3 && path[2] === 'credential') return Object.keys(credentialShape)
  if (path.length === 3) return Object.keys(apiBudgetShape)
  if (path.length === 4) return Object.keys(interactionShape)
  return path.includes('exempt') ? ['check', 'reason'] : ['method', 'path']
}
