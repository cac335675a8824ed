import { z } from 'zod'
import { type Json, canonicalJson } from '../lib/json.ts'
import { sha256 } from '../lib/sha256.ts'
import type { ProjectFile } from '../nango/room.ts'
import type { ContentParts } from '../plan/content-parts.ts'
import type { SkillMark } from '../plan/skill.ts'
import type { Accepted } from './assemble.ts'

/** What a receipt says of the run that proved the function. */
export interface ReceiptFacts {
  readonly run: string
  readonly upstream: 'embedded' | 'nango' | 'direct'
  readonly versions: { readonly assay: string; readonly nango: string }
  readonly promptsSha256?: string
  readonly skills?: readonly SkillMark[]
}

const numbers = z.array(z.number()).readonly()
const scalar = z.union([z.string(), z.number(), z.boolean()])

const anyJson = z.custom<Json>((value) => value !== undefined)

export const receiptShape = z.object({
  /** 2: with `again`. */
  receipt: z.union([z.literal(1), z.literal(2)]),
  /** `<api>/<name>`. */
  interaction: z.string(),
  api: z.string(),
  name: z.string(),
  kind: z.enum(['action', 'sync']),
  does: z.string(),
  /** A violation of the rules by the agent: proved three times, and worth a look by a person. */
  review: z.boolean(),
  proved: z.object({
    run: z.string(),
    /** ISO 8601; absent from what older versions wrote. */
    at: z.string().optional(),
    attempt: z.number(),
    /** `embedded`: against stand-ins of the API, not the API itself. */
    upstream: z.enum(['embedded', 'nango', 'direct']),
    /** In the recording of the verification. */
    exchanges: z.array(z.number()),
    checks: z.array(z.object({ check: z.string(), outcome: z.string(), because: z.string().optional() })),
    /** How many faulty copies of the function its tests noticed; absent from what older versions wrote. */
    mutation: z
      .object({
        tried: z.number(),
        killed: z.number(),
        survived: z.array(z.object({ fault: z.string(), line: z.number() })).readonly(),
      })
      .optional(),
    /** Lines of the source of which nothing was seen. */
    neverReached: z.object({ lines: numbers, inPart: numbers, asking: numbers }).optional(),
    /** Personal values of the account are replaced in fixture and test. */
    personalValues: z.literal('replaced').optional(),
    /** Reference pages that the agent had read; absent where it read none. */
    pages: z
      .array(z.object({ page: z.string(), sha256: z.string() }))
      .readonly()
      .optional(),
    /** Of what Assay told the agent beside its task; absent from what older versions wrote. */
    promptsSha256: z.string().optional(),
    /** Folders that the agent was offered to read; absent where it was offered none. */
    skills: z
      .array(z.object({ name: z.string(), sha256: z.string() }))
      .readonly()
      .optional(),
    assay: z.string(),
    nango: z.string(),
  }),
  /** From what it can be proved again, against a stand-in: a run, and the account in which it ended well. */
  again: z
    .object({
      connection: z.string(),
      operations: z.array(z.object({ method: z.string(), path: z.string() })).readonly(),
      exempt: z.array(z.object({ check: z.string(), reason: z.string() })).readonly(),
      /** Absent in receipts of earlier versions, and where anything may come out. */
      only: z.record(z.string(), z.union([scalar, z.array(scalar).readonly()])).optional(),
      account: z.object({
        seed: z.number().int().nonnegative(),
        /** What was made in it before. */
        prepared: z
          .array(
            z.object({
              method: z.string(),
              url: z.string(),
              headers: z.record(z.string(), z.string()),
              body: z.string(),
              answer: z.string(),
            }),
          )
          .readonly(),
      }),
      input: anyJson.optional(),
      metadata: z.record(z.string(), anyJson).optional(),
    })
    .optional(),
  /** What the proof depends on, by SHA-256: of each part, and of all. Absent from what older versions wrote. */
  content: z.object({ key: z.string(), parts: z.record(z.string(), z.string()) }).optional(),
  sourceSha256: z.string(),
  tests: z.array(z.string()),
  files: z.array(z.object({ path: z.string(), sha256: z.string() })),
})

/** What was proved about one function of the project, by what, and of which bytes. */
export type Receipt = z.infer<typeof receiptShape>

export function receiptOf(accepted: Accepted, files: readonly ProjectFile[]): Receipt {
  const { interaction, attempt, verdict, proof, facts, at, content } = accepted
  const { id, api, name, kind, does, connection, operations, exempt, only } = interaction
  const { run, upstream, versions, promptsSha256, skills } = facts
  const { mutation, neverReached } = verdict
  const checks = verdict.checks.map((result) => ({
    check: result.check,
    outcome: result.outcome,
    ...(result.outcome !== 'held' && {
      because: proof.isDisguised ? excuseOf(result.check, accepted) : result.because,
    }),
  }))
  return {
    receipt: 2,
    interaction: id,
    api,
    name,
    kind,
    does,
    review: verdict.conduct === 'violation',
    proved: {
      run,
      at,
      attempt,
      upstream,
      exchanges: [...proof.exchanges],
      checks,
      ...(mutation && { mutation }),
      ...(neverReached && { neverReached }),
      ...(proof.isDisguised && { personalValues: 'replaced' as const }),
      ...(proof.pages && { pages: proof.pages }),
      ...(promptsSha256 !== undefined && { promptsSha256 }),
      ...(skills && { skills: skills.map(({ name, sha256: of }) => ({ name, sha256: of })) }),
      assay: versions.assay,
      nango: versions.nango,
    },
    ...(upstream === 'embedded' &&
      proof.again && { again: { connection, operations, exempt, ...(only && { only }), ...proof.again } }),
    ...(content && { content: { key: contentKey(content), parts: { ...content } } }),
    sourceSha256: proof.sourceSha256,
    tests: [...proof.tests],
    files: files.map(({ path, text }) => ({ path, sha256: sha256(text) })),
  }
}

/** One hash for all parts. */
function contentKey(parts: ContentParts): string {
  return sha256(canonicalJson(parts))
}

/** The person's own words: ours quote what the account answered. */
function excuseOf(check: string, { interaction }: Accepted): string {
  return interaction.exempt.find((each) => each.check === check)?.reason ?? 'excused in the spec'
}

export function receiptPath({ api, name }: { readonly api: string; readonly name: string }): string {
  return `receipts/${api}/${name}.json`
}
