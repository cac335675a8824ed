import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promptSha256 } from './agent/prompt-hash.ts'
import { type Json, canonicalJson } from './lib/json.ts'
import { programSha256 } from './lib/program-hash.ts'
import { sha256 } from './lib/sha256.ts'
import type { ContentParts } from './plan/content-parts.ts'
import type { Interaction } from './plan/interaction.ts'
import type { Plan } from './plan/plan.ts'
import type { RunFacts } from './record/entry.ts'
import { type EmbeddedApi, embeddedApi, ownApis } from './standins/embedded-apis.ts'
import { scaffold } from './workspace/scaffold.ts'

export interface ContentOptions {
  readonly plan: Plan
  readonly versions: Pick<RunFacts['versions'], 'assay' | 'nango'>
  /** The APIs that can be embedded; Assay's own unless given. */
  readonly apis?: readonly EmbeddedApi[]
}

/** What the proofs of a plan's interactions depend on, by interaction id. */
export function contentOf(options: ContentOptions): Record<string, ContentParts> {
  const { plan } = options
  const shared = ofTheRun(options)
  const apis = new Map([...new Set(plan.interactions.map(({ api }) => api))].map((api) => [api, ofApi(api, options)]))
  return Object.fromEntries(
    plan.interactions.map((each) => [
      each.id,
      hashed({ ...ofInteraction(each), ...apis.get(each.api), ...shared, ladder: plan.ladders[each.id] ?? [] }),
    ]),
  )
}

/** What proving an existing function of an API again depends on, beside its files. */
export function proverOf(api: string, upstream: Plan['upstream'], versions: ContentOptions['versions']): ContentParts {
  const isEmbedded = upstream === 'embedded' && ownApis.some(({ name }) => name === api)
  return hashed({
    nango: versions.nango,
    verifier: verifierSha256(versions.assay),
    'stand-in': isEmbedded ? standInSha256(api) : undefined,
  })
}

/** Undefined is nothing; what is left out of a spec is as good as what is empty. */
type Values = Readonly<Record<string, unknown>>

function hashed(values: Values): ContentParts {
  const there = Object.entries(values).filter(([, value]) => value !== undefined && !isEmptyList(value))
  return Object.fromEntries(there.map(([name, value]) => [name, sha256(canonicalJson(value as Json))]))
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function ofInteraction(interaction: Interaction): Values {
  const { does, kind, docs, input, metadata, operations, only, may, recipients, exempt, connection, model } =
    interaction
  return {
    sentence: does,
    kind,
    docs,
    input,
    metadata,
    operations,
    only,
    may,
    recipients,
    exempt,
    connection,
    record: model,
    scaffold: scaffold({ ...interaction, does: '' }),
  }
}

function ofTheRun({ plan, versions }: ContentOptions): Values {
  return {
    upstream: plan.upstream,
    personal: plan.replacePersonal,
    prompts: promptSha256(),
    skills: plan.skills?.map(({ name, sha256: of }) => [name, of]),
    nango: versions.nango,
    verifier: verifierSha256(versions.assay),
  }
}

function ofApi(api: string, { plan, apis }: ContentOptions): Values {
  const isEmbedded = plan.upstream === 'embedded'
  const isOwn = apis === undefined && ownApis.some(({ name }) => name === api)
  const { address, config, integration } = plan.reach?.[api] ?? {}
  const reach = {
    ...(address !== undefined && { address }),
    ...(config && { config }),
    ...(integration !== undefined && { integration }),
  }
  return {
    scopes: plan.scopes[api]?.toSorted(),
    reach: Object.keys(reach).length > 0 ? reach : undefined,
    pages: isEmbedded && !isOwn ? pagesOf(embeddedApi(api, apis)) : packOf(api),
    'stand-in': isEmbedded && isOwn ? standInSha256(api) : undefined,
  }
}

function pagesOf(api: EmbeddedApi): Json {
  const docs = api.docs()
  return (docs?.pages ?? []).map((page) => [page, docs?.read(page) ?? ''])
}

const source = import.meta.dirname
const docsDir = join(source, 'standins/docs')

/** Of the files: to read the pages out of them takes half a second an API. */
function packOf(api: string): string[] {
  const files = readdirSync(docsDir).filter((name) => name.startsWith(`${api}.`) && name.endsWith('.md'))
  return files.toSorted().map((name) => sha256(readFileSync(join(docsDir, name))))
}

/**
 * The version alone would lie to whoever works on Assay: what judges is read as it is installed. The witness, the
 * box, what runs a function in its room, and what all of them stand on, are a part of it.
 */
function verifierSha256(assay: string): string {
  return sha256(`${assay} ${programSha256(source, ['verify', 'gateway', 'nango', 'box', 'lib'])}`)
}

/** Its own code and what all stand-ins share; another API's is nothing to it. */
function standInSha256(api: string): string {
  const dir = join(source, 'standins')
  const shared = ['seed', ...(api.startsWith('google-') ? ['google'] : [])]
  return programSha256(dir, [api, ...shared], filesOf(dir))
}

function filesOf(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
}
