// Type-checks and bundles projects and executes nothing of them, so that one process may serve all.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type CompileModule, nangoModule, requireFromNango } from './nango-modules.mts'
import { serve } from './serve.mts'

interface CompilerHost {
  getSourceFile(path: string, ...rest: unknown[]): unknown
}
interface Compiler {
  createCompilerHost(options: unknown): CompilerHost
  createProgram(options: { rootNames: string[]; options: unknown; host: CompilerHost; oldProgram: unknown }): unknown
  getPreEmitDiagnostics(program: unknown): unknown[]
}

// The CLI's compiler and options: Assay's own TypeScript is another one.
const ts = requireFromNango('typescript') as Compiler
const { tsconfig } = await nangoModule<{ tsconfig: unknown }>('zeroYaml/constants.js')
const { bundleFile, getEntryPoints } = await nangoModule<CompileModule>('zeroYaml/compile.js')
const { tsDiagnosticToText } = await nangoModule<{
  tsDiagnosticToText(fullPath: string): (diagnostic: unknown) => void
}>('zeroYaml/utils.js')

/** What all projects share is parsed once: the standard library, zod, Nango's types. */
const shared = new Map<string, unknown>()
const host = ts.createCompilerHost(tsconfig)
const parse = host.getSourceFile.bind(host)
host.getSourceFile = (path, ...rest) => {
  if (!path.includes('/node_modules/')) return parse(path, ...rest)
  if (!shared.has(path)) shared.set(path, parse(path, ...rest))
  return shared.get(path)
}
let previous: unknown

type Files = readonly { readonly path: string; readonly text: string }[]

await serve<{ check: Files } | { bundle: Files }>(async (request) => {
  const files = 'check' in request ? request.check : request.bundle
  layOut(files)
  const index = files.find(({ path }) => path === 'index.ts')?.text ?? ''
  const entries = getEntryPoints(index).map((entry) => join('/project', entry))
  return 'check' in request ? { errors: check(entries) } : bundle(entries)
})

function check(entries: readonly string[]): string[] {
  const rootNames = entries.map((entry) => entry.replace(/\.js$/, '.ts'))
  previous = ts.createProgram({ rootNames, options: tsconfig, host, oldProgram: previous })
  return ts.getPreEmitDiagnostics(previous).slice(0, 200).map(asText)
}

async function bundle([entryPoint = '']: readonly string[]): Promise<{ code: string | null }> {
  const bundled = await bundleFile({ entryPoint, projectRootPath: '/project' })
  return { code: bundled.isErr() ? null : bundled.value }
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

/** In the CLI's own words, which it prints. */
function asText(diagnostic: unknown): string {
  const lines: string[] = []
  const { error, log } = console
  const keep = (...parts: unknown[]) => void lines.push(parts.join(' '))
  Object.assign(console, { error: keep, log: keep })
  try {
    tsDiagnosticToText('/project')(diagnostic)
  } finally {
    Object.assign(console, { error, log })
  }
  return lines.join('\n')
}
