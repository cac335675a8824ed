import Module, { createRequire } from 'node:module'

/** Modules of the CLI that its package does not export; its version is pinned for this. */
const dist = '/project/node_modules/nango/dist'

export const requireFromNango = createRequire(`${dist}/index.js`)

export interface Outcome<value> {
  isErr(): boolean
  readonly value: value
  readonly error: unknown
}

export interface CompileModule {
  compileAllFunctions(options: { fullPath: string; debug: boolean; interactive: boolean }): Promise<Outcome<unknown>>
  bundleFile(options: { entryPoint: string; projectRootPath: string }): Promise<Outcome<string>>
  compileFunction(options: { entryPoint: string; projectRootPath: string }): Promise<Outcome<unknown>>
  getEntryPoints(index: string): string[]
  readIndexContent(fullPath: string): Promise<Outcome<string>>
}

export async function nangoModule<shape>(path: string): Promise<shape> {
  return import(`${dist}/${path}`)
}

/**
 * The reader has type-checked this very source with the same compiler and the same options, so that the CLI need not
 * spend two seconds on it again. Everything else of the CLI's compile stays as it is.
 */
export function skipTypeCheck(): void {
  const path = requireFromNango.resolve('typescript')
  const typescript = requireFromNango('typescript')
  // Its exports are getters that cannot be set, and `import` remembers those of a module once loaded: so another module.
  const replaced = new Module(path)
  replaced.filename = path
  replaced.loaded = true
  replaced.exports = { ...typescript, createProgram: () => ({}), getPreEmitDiagnostics: () => [] }
  requireFromNango.cache[path] = replaced
}

/** Fresh builds of all functions that index.ts names: `dryrun` reads the schemas before it compiles. Whether it worked. */
export async function bundleAll(): Promise<boolean> {
  const { compileFunction, getEntryPoints, readIndexContent } = await nangoModule<CompileModule>('zeroYaml/compile.js')
  const index = await readIndexContent('/project')
  if (index.isErr()) return false
  for (const entry of getEntryPoints(index.value)) {
    const built = await compileFunction({
      entryPoint: `/project/${entry.replace(/^\.\//, '')}`,
      projectRootPath: '/project',
    })
    if (built.isErr()) return false
  }
  return true
}
