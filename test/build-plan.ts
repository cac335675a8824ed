import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  type BuildOptions,
  type EmbeddedApi,
  type Entry,
  type Plan,
  type Report,
  build,
  readRecord,
  reportOf,
} from '../src/index.ts'

export interface BuildPlanOptions {
  readonly plan: Plan
  readonly apis: readonly EmbeddedApi[]
  /** Run and output go here: a directory that everybody may pass through. */
  readonly dir: string
  readonly seed?: number
  readonly concurrency?: number
  readonly onEntry?: (entry: Entry) => void
}

/** Builds a plan as `assay run` does, agents, boxes, CLI and all, with APIs of the caller's. */
export async function buildPlan({ plan, apis, dir, seed = 1, concurrency = 2, onEntry }: BuildPlanOptions) {
  const runDir = join(dir, 'run')
  await mkdir(runDir, { recursive: true })
  const never = new AbortController().signal
  const options: BuildOptions = {
    plan,
    apis,
    facts: {
      run: 'run',
      upstream: 'embedded',
      model: 'rehearsal',
      sandbox: 'bwrap',
      guardrails: 'enforce',
      concurrency,
      agentsPerServer: 4,
      seed,
      versions: { assay: '', opencode: '', nango: '' },
    },
    runDir,
    outputDir: join(dir, 'nango-integrations'),
    cacheDir: resolve('node_modules/.cache/assay'),
    keys: {},
    windDown: never,
    stop: never,
    ...(onEntry && { onEntry }),
  }
  await build(options)
  return reportOf(readRecord(runDir))
}

/** Of what was not accepted: the id and why, for a test's message. */
export function shortfalls({ items }: Report): string[] {
  return items
    .filter(({ artefact }) => artefact !== 'accepted')
    .map(({ id, artefact, checks }) => {
      const because = checks.filter(({ outcome }) => outcome !== 'held').map((check) => JSON.stringify(check))
      return `${id} ${artefact}: ${because.join('; ').slice(0, 400)}`
    })
}
