// Type-checks projects and executes nothing of them, so that one process may serve all.
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
const { getEntryPoints } = await nangoModule<CompileModule>('zeroYaml/compile.js')
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

await serve<{ files: { path: string; text: string }[] }>(async ({ files }) => {
  layOut(files)
  const index = files.find(({ path }) => path === 'index.ts')?.text ?? ''
  const rootNames = getEntryPoints(index).map((entry) => join('/project', entry.replace(/\.js$/, '.ts')))
  previous = ts.createProgram({ rootNames, options: tsconfig, host, oldProgram: previous })
  return { errors: ts.getPreEmitDiagnostics(previous).slice(0, 200).map(asText) }
})

function layOut(files: { path: string; text: string }[]): void {
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
