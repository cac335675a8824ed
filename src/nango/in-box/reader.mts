// Type-checks and builds projects by the CLI's own compile and executes nothing of them, so that one process may serve all.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import Module from 'node:module'
import { dirname, join } from 'node:path'
import { format } from 'node:util'
import type { Prebuilt } from './light/prebuilt.mts'
import { changeCompiler, type CompileModule, nangoDist, nangoModule } from './nango-modules.mts'
import { serve } from './serve.mts'

type Files = readonly { readonly path: string; readonly text: string }[]

interface CompilerHost {
  getSourceFile(path: string, ...rest: unknown[]): unknown
}
interface Program {
  rootNames: readonly string[]
  options: unknown
}
interface Compiler {
  createCompilerHost(options: unknown): CompilerHost
  createProgram(options: Program & { host: CompilerHost; oldProgram: unknown }): unknown
}

const longestOutput = 64 << 10

changeCompiler((typescript) => ({ createProgram: warmProgram(typescript as Compiler) }))
neverLoadBuilds()
const { bundleFile, compileAllFunctions, detectFeatures, getEntryPoints, tsToJsPath } =
  await nangoModule<CompileModule>('zeroYaml/compile.js')

await serve<{ compile: Files } | { bundle: Files }>(async (request) => {
  const files = 'compile' in request ? request.compile : request.bundle
  layOut(files)
  const index = files.find(({ path }) => path === 'index.ts')?.text ?? ''
  const entries = getEntryPoints(index).map((entry) => join('/project', entry))
  return 'compile' in request ? compile(entries) : { codes: await Promise.all(entries.map(bundle)) }
})

/** What all projects share is parsed once: the standard library, zod, Nango's types. */
function warmProgram(ts: Compiler): (program: Program) => unknown {
  const shared = new Map<string, unknown>()
  let host: CompilerHost | undefined
  let previous: unknown
  return (program) => {
    host ??= sharingHost(ts.createCompilerHost(program.options), shared)
    previous = ts.createProgram({ ...program, host, oldProgram: previous })
    return previous
  }
}

function sharingHost(host: CompilerHost, shared: Map<string, unknown>): CompilerHost {
  const parse = host.getSourceFile.bind(host)
  host.getSourceFile = (path, ...rest) => {
    if (!path.includes('/node_modules/')) return parse(path, ...rest)
    if (!shared.has(path)) shared.set(path, parse(path, ...rest))
    return shared.get(path)
  }
  return host
}

/** The CLI's compile ends with loading what it has built, which would execute it: here it ends before. */
function neverLoadBuilds(): void {
  const url = `file://${nangoDist}/zeroYaml/compile.js`
  const loading = 'const def = await parseIntegrationDefinitions({ fullPath, debug });'
  Module.registerHooks({
    load(loaded, context, next) {
      const result = next(loaded, context)
      if (loaded !== url) return result
      const source = String(result.source)
      if (!source.includes(loading)) throw new Error(`${url} does not load its builds where it used to`)
      return { ...result, source: source.replace(loading, "return Ok('built'); const def = undefined;") }
    },
  })
}

async function compile(entries: readonly string[]) {
  const lines: string[] = []
  const original = { ...console }
  for (const name of ['log', 'info', 'warn', 'error'] as const) {
    console[name] = (...parts: unknown[]) => void lines.push(format(...parts))
  }
  try {
    const done = await compileAllFunctions({ fullPath: '/project', debug: false, interactive: false })
    if (done.isErr()) return { output: `${lines.join('\n').slice(0, longestOutput)}\n` }
    return { builds: entries.map(builtFrom) }
  } finally {
    Object.assign(console, original)
  }
}

function builtFrom(entry: string): Prebuilt {
  const file = tsToJsPath(entry.slice('/project/'.length))
  const features = detectFeatures({ entryPoint: entry.replace(/\.js$/, '.ts') })
  return {
    file,
    code: readFileSync(`/project/build/${file}`, 'utf8'),
    features: features.isErr() ? [] : features.value,
  }
}

async function bundle(entryPoint: string): Promise<string | null> {
  const bundled = await bundleFile({ entryPoint, projectRootPath: '/project' })
  return bundled.isErr() ? null : bundled.value
}

function layOut(files: Files): void {
  for (const name of readdirSync('/project')) {
    if (name !== 'node_modules') rmSync(join('/project', name), { recursive: true })
  }
  for (const { path, text } of files) {
    mkdirSync(dirname(join('/project', path)), { recursive: true })
    writeFileSync(join('/project', path), text)
  }
}
