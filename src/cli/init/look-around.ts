import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { isJsonObject, jsonOrNothing } from '../../lib/json.ts'
import { readBounded } from '../../lib/read-bounded.ts'
import { modelKeys } from '../../model-keys.ts'

/** What is here already that a spec can begin with. Of keys only the names. */
export interface Surroundings {
  readonly nangoProject?: { readonly dir: string; readonly apis: readonly string[] }
  /** Environment variables that hold a key of Nango's. */
  readonly nangoKeys: readonly string[]
  /** Providers of models whose key is in the environment, with the name of that variable. */
  readonly modelKeys: Readonly<Record<string, string>>
  /** `provider/model` that the person's own OpenCode uses. */
  readonly openCodeModel?: string
}

export interface Place {
  readonly dir: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where the person's OpenCode is configured. */
  readonly configDir: string
}

export async function lookAround({ dir, env, configDir }: Place): Promise<Surroundings> {
  const project = nangoProjectNear(dir)
  const openCodeModel = await openCodeModelIn(join(configDir, 'opencode'))
  return {
    ...(project !== undefined && { nangoProject: { dir: relative(dir, project) || '.', apis: apisOf(project) } }),
    nangoKeys: Object.keys(env)
      .filter((name) => /^NANGO_SECRET_KEY(_[A-Z0-9_]+)?$/.test(name) && env[name])
      .toSorted(),
    modelKeys: Object.fromEntries(Object.entries(modelKeys).filter(([, key]) => env[key])),
    ...(openCodeModel !== undefined && { openCodeModel }),
  }
}

/** Here, in the directory that Nango makes for one, or in one of three above. */
function nangoProjectNear(dir: string): string | undefined {
  const above = [dir, dirname(dir), dirname(dirname(dir)), dirname(dirname(dirname(dir)))]
  return [...new Set(above)].flatMap((each) => [each, join(each, 'nango-integrations')]).find(isNangoProject)
}

function isNangoProject(dir: string): boolean {
  return existsSync(join(dir, '.nango')) || existsSync(join(dir, 'nango.yaml'))
}

function apisOf(project: string): string[] {
  return readdirSync(project, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => ['actions', 'syncs'].some((kind) => existsSync(join(project, name, kind))))
    .toSorted()
}

async function openCodeModelIn(configDir: string): Promise<string | undefined> {
  for (const name of ['opencode.json', 'opencode.jsonc', 'config.json']) {
    const read = await readBounded(join(configDir, name), 1 << 20)
    const config = read.kind === 'text' ? jsonOrNothing(withoutComments(read.text)) : undefined
    const model = isJsonObject(config) ? config['model'] : undefined
    if (typeof model === 'string' && /^[\w.-]+\/[\w.:/@-]+$/.test(model)) return model
  }
  return undefined
}

function withoutComments(jsonc: string): string {
  return jsonc.replace(/^\s*\/\/.*$/gm, '').replace(/,(?=\s*[}\]])/g, '')
}
