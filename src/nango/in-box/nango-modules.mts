import Module, { createRequire } from 'node:module'

/** Modules of the CLI that its package does not export; its version is pinned for this. */
export const nangoDist = '/project/node_modules/nango/dist'

export const requireFromNango = createRequire(`${nangoDist}/index.js`)

export interface Outcome<value> {
  isErr(): boolean
  readonly value: value
  readonly error: unknown
}

export interface CompileModule {
  compileAllFunctions(options: { fullPath: string; debug: boolean; interactive: boolean }): Promise<Outcome<unknown>>
  bundleFile(options: { entryPoint: string; projectRootPath: string }): Promise<Outcome<string>>
  compileFunction(options: { entryPoint: string; projectRootPath: string }): Promise<Outcome<unknown>>
  detectFeatures(options: { entryPoint: string }): Outcome<string[]>
  getEntryPoints(index: string): string[]
  readIndexContent(fullPath: string): Promise<Outcome<string>>
  tsToJsPath(path: string): string
}

export async function nangoModule<shape>(path: string): Promise<shape> {
  return import(`${nangoDist}/${path}`)
}

/** Has the CLI's modules, when they are loaded, find another compiler than TypeScript's own. */
export function changeCompiler(change: (typescript: object) => object): void {
  const path = requireFromNango.resolve('typescript')
  const typescript = requireFromNango('typescript') as object
  // Its exports are getters that cannot be set, and `import` remembers those of a module once loaded: so another module.
  const replaced = new Module(path)
  replaced.filename = path
  replaced.loaded = true
  replaced.exports = { ...typescript, ...change(typescript) }
  requireFromNango.cache[path] = replaced
}

/** Fresh builds of all functions that index.ts names: `dryrun` reads the schemas before it compiles. Whether it worked. */
export async function bundleAll(): Promise<boolean> {
  const { compileFunction, getEntryPoints, readIndexContent } = await nangoModule<CompileModule>('zeroYaml/compile.js')
  const index = await readIndexContent('/project')
  if (index.isErr()) return false
  const { warn } = console
  // oxlint-disable-next-line no-console
  console.warn = () => undefined // the CLI's own compile, which follows, says it
  try {
    for (const entry of getEntryPoints(index.value)) {
      const built = await compileFunction({
        entryPoint: `/project/${entry.replace(/^\.\//, '')}`,
        projectRootPath: '/project',
      })
      if (built.isErr()) return false
    }
    return true
  } finally {
    // oxlint-disable-next-line no-console
    console.warn = warn
  }
}
