// Loads the one function of a project and runs it as often as asked, by the CLI's own modules.
// The function's code runs in this process: what is answered here is a claim.
import { readFile } from 'node:fs/promises'
import type { CompileModule, Outcome } from '../nango-modules.mts'
import { serve } from '../serve.mts'
import { layOut, type Prebuilt } from './prebuilt.mts'

interface DryRunOptions {
  readonly name: string
  readonly api: string
  readonly connection: string
  readonly input?: unknown
  readonly metadata?: unknown
  readonly checkpoint?: unknown
}

interface ScriptResult {
  readonly success: boolean
  readonly error: unknown
  readonly response: {
    readonly output: unknown
    readonly nango: {
      rawSaveOutput?: Map<string, unknown[]>
      rawDeleteOutput?: Map<string, unknown[]>
      stubbedCheckpoint?: unknown
    }
  } | null
}

interface DryRunServiceClass {
  new (options: { fullPath: string; validation: boolean }): {
    run(options: object): Promise<Outcome<unknown>>
    runScript(options: object): Promise<ScriptResult>
  }
}

const longestAnswer = 8 << 20

const invalid: Record<string, string> = {
  invalid_action_input: 'input',
  invalid_action_output: 'output',
  invalid_sync_record: 'record',
}

// @ts-expect-error It is there in the box.
const { compileAllFunctions } = (await import('/project/node_modules/nango/dist/zeroYaml/compile.js')) as CompileModule
// @ts-expect-error It is there in the box.
const { DryRunService } = (await import('/project/node_modules/nango/dist/services/dryrun.service.js')) as {
  DryRunService: DryRunServiceClass
}

type Request = { compile: readonly Prebuilt[] } | { definitions: true } | { dryRun: DryRunOptions }

await serve<Request>(async (request) => {
  if ('definitions' in request) return { definitions: JSON.parse(await readFile('/project/.nango/nango.json', 'utf8')) }
  return 'compile' in request ? compile(request.compile) : dryRun(request.dryRun)
})

async function compile(builds: readonly Prebuilt[]) {
  layOut(builds)
  const lines: string[] = []
  const original = { ...console }
  for (const name of ['log', 'info', 'warn', 'error'] as const) {
    console[name] = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '))
  }
  try {
    const result = await compileAllFunctions({ fullPath: '/project', debug: false, interactive: false })
    return { compiled: !result.isErr(), output: lines.join('\n') }
  } finally {
    Object.assign(console, original)
  }
}

async function dryRun({ name, api, connection, ...given }: DryRunOptions) {
  const service = new DryRunService({ fullPath: '/project', validation: true })
  let result: ScriptResult | undefined
  const { runScript } = service
  service.runScript = async (options) => (result = await runScript.call(service, options))
  const outcome = await service.run({
    sync: name,
    connectionId: connection,
    optionalEnvironment: 'dev',
    optionalProviderConfigKey: api,
    autoConfirm: true,
    debug: false,
    interactive: false,
    dependencyUpdate: false,
    saveResponses: false,
    ...asTexts(given),
  })
  if (result === undefined) return { ending: 'not-run', because: textOf(outcome.error) }
  return result.success ? returned(result) : failed(result.error)
}

function asTexts(given: object): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, JSON.stringify(value)]))
}

function returned({ response }: ScriptResult) {
  const answer = {
    ending: 'returned',
    output: response?.output ?? null,
    saved: Object.fromEntries(response?.nango.rawSaveOutput ?? []),
    deleted: Object.fromEntries(response?.nango.rawDeleteOutput ?? []),
    checkpoint: response?.nango.stubbedCheckpoint ?? null,
  }
  try {
    const { length } = JSON.stringify(answer)
    if (length <= longestAnswer) return answer
    return { ending: 'threw', error: `what it returned is larger than ${longestAnswer} bytes (${length})` }
  } catch (error) {
    return { ending: 'threw', error: `what it returned is not JSON: ${textOf(error)}` }
  }
}

function failed(error: unknown) {
  const { code, type, payload } = error as { code?: string; type?: string; payload?: unknown }
  const what = invalid[code ?? ''] ?? invalid[type ?? '']
  if (what) return { ending: 'invalid', what, because: validationText(payload).slice(0, 20_000) }
  return { ending: 'threw', error: textOf(error).slice(0, 20_000) }
}

function validationText(payload: unknown): string {
  const { validation } = payload as { validation?: { instancePath?: string; message?: string }[] }
  if (!Array.isArray(validation)) return textOf(payload)
  return validation.map(({ instancePath, message }) => `${instancePath || 'root'} ${message}`).join('; ')
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return [value.message, value.cause ? textOf(value.cause) : ''].filter(Boolean).join(': ')
  return JSON.stringify(value) ?? String(value)
}
