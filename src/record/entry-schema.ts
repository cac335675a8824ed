import { z } from 'zod'
import type { Entry } from './entry.ts'

/**
 * What every reader of the record relies on. Parsed when a record is read, since a file may be older than the
 * program or edited; keys beyond these are kept as they are.
 */
const attempt = { interaction: z.string(), attempt: z.int().positive() }
const kinded = z.looseObject({ kind: z.string() })

const checkResult = z.looseObject({
  check: z.string(),
  outcome: z.enum(['held', 'broken', 'undecided', 'exempt']),
  because: z.string().optional(),
})

const mark = z.looseObject({
  check: z.string(),
  severity: z.enum(['note', 'violation', 'severe']),
  because: z.string(),
})

const verdict = z.looseObject({
  artefact: z.enum(['accepted', 'rejected', 'blocked', 'undecided']),
  conduct: z.enum(['clean', 'note', 'violation', 'severe', 'unjudged']),
  checks: z.array(checkResult),
  marks: z.array(mark),
  mutation: z
    .looseObject({
      tried: z.number(),
      killed: z.number(),
      survived: z.array(z.looseObject({ fault: z.string(), line: z.number() })),
    })
    .optional(),
  neverReached: z
    .looseObject({ lines: z.array(z.number()), inPart: z.array(z.number()), asking: z.array(z.number()) })
    .optional(),
})

const finding = z.looseObject({
  signal: z.string(),
  owner: z.string(),
  attempt: z.int(),
  turn: z.int(),
  because: z.string(),
  quote: z.string(),
})

const root = z.looseObject({
  attempt: z.int(),
  kind: z.string(),
  owner: z.string(),
  turn: z.int(),
  event: z.string(),
  subject: z.string(),
  because: z.string(),
  quote: z.string(),
  confidence: z.string(),
  explains: z.array(z.string()),
  chain: z.array(
    z.looseObject({ role: z.string(), turn: z.int(), event: z.string(), because: z.string(), quote: z.string() }),
  ),
  counterfactual: z.string(),
})

const interaction = z.looseObject({
  id: z.string(),
  api: z.string(),
  name: z.string(),
  kind: z.enum(['action', 'sync']),
  does: z.string(),
})

const integration = z.looseObject({
  api: z.string(),
  path: z.string(),
  functions: z.int(),
  compiled: z.boolean(),
  leftOut: z.array(z.looseObject({ interaction: z.string(), because: z.string() })).optional(),
  tests: z.looseObject({ passed: z.int(), failed: z.int() }),
})

const spend = z.looseObject({
  usd: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cachedTokens: z.number(),
  estimatedUsd: z.number().optional(),
})

const outcome = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('accepted'), attempt: z.int(), review: z.boolean() }),
  z.looseObject({ kind: z.literal('blocked'), because: z.string() }),
  z.looseObject({ kind: z.literal('given-up'), because: z.string().optional() }),
  z.looseObject({ kind: z.literal('faulted'), because: z.string() }),
  z.looseObject({ kind: z.literal('in-the-way'), because: z.string() }),
  z.looseObject({ kind: z.literal('reused'), run: z.string(), attempt: z.int(), review: z.boolean() }),
])

const means = z.looseObject({
  ladders: z.record(z.string(), z.array(z.string())),
  providers: z.record(z.string(), z.looseObject({})),
  budget: z.looseObject({ attempts: z.int().positive(), usd: z.number().optional(), minutes: z.number().optional() }),
  scopes: z.record(z.string(), z.array(z.string())),
  replacePersonal: z.boolean().optional(),
  reach: z.record(z.string(), z.looseObject({})).optional(),
  nango: z.looseObject({}).optional(),
  skills: z
    .array(
      z.looseObject({
        name: z.string(),
        description: z.string(),
        sha256: z.string(),
        files: z.array(z.looseObject({ path: z.string(), text: z.string() })),
      }),
    )
    .optional(),
  concurrency: z.int().positive(),
  asked: z
    .looseObject({
      spec: z.string(),
      upstream: z.enum(['embedded', 'nango', 'direct']).optional(),
      model: z.string().optional(),
      attempts: z.int().optional(),
      usd: z.number().optional(),
      isPart: z.boolean(),
      givenUp: z.record(z.string(), z.string()).exactOptional(),
    })
    .optional(),
})

const runFacts = {
  run: z.string(),
  upstream: z.enum(['embedded', 'nango', 'direct']),
  model: z.string(),
  sandbox: z.enum(['bwrap', 'container', 'seatbelt', 'none']),
  guardrails: z.enum(['enforce', 'observe', 'off']),
  concurrency: z.int(),
  loweredFrom: z.int().optional(),
  agentsPerServer: z.int(),
  seed: z.int(),
  addresses: z.record(z.string(), z.string()).optional(),
  promptsSha256: z.string().optional(),
  skills: z.array(z.looseObject({ name: z.string(), sha256: z.string() })).optional(),
  versions: z.looseObject({ assay: z.string(), opencode: z.string(), nango: z.string() }),
}

const ofWrite = { ...attempt, api: z.string(), write: z.string() }
const madeThing = z.looseObject({
  name: z.string(),
  collection: z.string(),
  address: z.string(),
  isCertain: z.boolean(),
  fields: z.record(z.string(), z.string()).optional(),
})
const effect = z.enum(['none', 'unnamed', 'changed', 'unknown'])
const atAddress = { api: z.string(), address: z.string() }

const shape = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('run-started'), ...runFacts }),
  z.looseObject({ kind: z.literal('planned'), interactions: z.array(interaction), means: means.optional() }),
  z.looseObject({ kind: z.literal('keyed'), parts: z.record(z.string(), z.record(z.string(), z.string())) }),
  z.looseObject({ kind: z.literal('resumed'), facts: z.looseObject(runFacts), means }),
  z.looseObject({ kind: z.literal('attempt-started'), ...attempt, model: z.string() }),
  z.looseObject({ kind: z.literal('agent-ended'), ...attempt, ending: kinded, exchanges: z.int(), toolCalls: z.int() }),
  z.looseObject({ kind: z.literal('held'), ...attempt, hold: z.string(), usd: z.number() }),
  z.looseObject({ kind: z.literal('spent'), ...attempt, spend, hold: z.string().optional() }),
  z.looseObject({ kind: z.literal('judged'), ...attempt, verdict }),
  z.looseObject({
    kind: z.literal('traced'),
    ...attempt,
    findings: z.array(finding),
    root: root.optional(),
    missing: z.array(z.string()).optional(),
  }),
  z.looseObject({ kind: z.literal('rig-fault'), ...attempt, because: z.string() }),
  z.looseObject({ kind: z.literal('settled'), interaction: z.string(), outcome }),
  z.looseObject({ kind: z.literal('assembled'), integration }),
  z.looseObject({ kind: z.literal('api-held'), api: z.string(), because: z.string() }),
  z.looseObject({ kind: z.literal('write-sent'), ...ofWrite, method: z.string(), address: z.string() }),
  z.looseObject({ kind: z.literal('write-answered'), ...ofWrite, made: z.array(madeThing), effect }),
  z.looseObject({
    kind: z.literal('setting-kept'),
    ...attempt,
    ...atAddress,
    method: z.string(),
    before: z.record(z.string(), z.json()),
    sent: z.record(z.string(), z.json()),
  }),
  z.looseObject({ kind: z.literal('thing-gone'), ...atAddress }),
  z.looseObject({ kind: z.literal('thing-left'), ...atAddress, because: z.string() }),
  z.looseObject({
    kind: z.literal('run-ended'),
    why: z.enum(['finished', 'interrupted', 'budget', 'no-room', 'no-model', 'no-access']),
  }),
])

/** Throws when a text is not an entry. */
export function parseEntry(text: string): Entry {
  return shape.parse(JSON.parse(text)) as unknown as Entry
}
