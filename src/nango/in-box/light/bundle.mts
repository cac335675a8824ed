// Makes one file of the CLI and our prelude, without what reads source: the reader has done that. Loads in a sixth of the time.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { nangoDist, requireFromNango } from '../nango-modules.mts'

interface Plugin {
  readonly name: string
  setup(build: {
    onResolve(
      of: { filter: RegExp },
      resolve: (found: { path: string; importer: string }) => { path: string; namespace?: string } | undefined,
    ): void
    onLoad(of: { filter: RegExp; namespace?: string }, load: (found: { path: string }) => Loaded): void
  }): void
}
type Loaded = { contents: string; loader: 'js'; resolveDir?: string }

const here = import.meta.dirname
const providers = requireFromNango.resolve('@nangohq/providers')

/** What `compile` and `dryrun` never call, or never need as the whole package. */
const absent =
  /^(@babel\/.*|chokidar|columnify|ejs|figlet|fs-extra|glob|import-meta-resolve|inquirer|jscodeshift|js-yaml|npm-package-arg|ora|promptly|rollup|semver|ts-json-schema-generator|ts-node|tsup|unzipper)$/

/** A change to one of the CLI's files; that it fits is checked, for another version may have it otherwise. */
const changes: Record<string, readonly (readonly [string, string])[]> = {
  [`${nangoDist}/zeroYaml/compile.js`]: [
    ['export function detectFeatures(', "export { detectFeatures } from 'assay:esbuild';\nfunction detectByParsing("],
  ],
  [`${nangoDist}/services/dryrun.service.js`]: [
    ['return unzipper;', "return fromNango('unzipper');"],
    ['return zod;', 'return asNamespace(zod);'],
  ],
  [providers]: [
    [
      'yaml.load(fs.readFileSync(providersYamlPath).toString())',
      `JSON.parse(fs.readFileSync('/opt/assay/light/providers.json', 'utf8'))`,
    ],
  ],
}

const whole: Plugin = {
  name: 'the CLI without its readers',
  setup(build) {
    build.onResolve({ filter: /^(assay:)?esbuild$/ }, () => ({ path: `${here}/esbuild.mts` }))
    build.onResolve({ filter: /^typescript$/ }, () => ({ path: `${here}/typescript.mts` }))
    // Would have Node load all that `fetch` needs, and is never chosen where there is `http`.
    build.onResolve({ filter: /^\.\/fetch\.js$/ }, ({ path, importer }) =>
      importer.endsWith('/axios/lib/adapters/adapters.js') ? { path, namespace: 'absent' } : undefined,
    )
    build.onResolve({ filter: absent }, ({ path }) => ({ path, namespace: 'absent' }))
    build.onResolve({ filter: /^undici$/ }, ({ path }) => ({ path, namespace: 'late' }))
    build.onLoad({ filter: /./, namespace: 'absent' }, ({ path }) => ({ contents: absentModule(path), loader: 'js' }))
    build.onLoad({ filter: /./, namespace: 'late' }, () => ({ contents: lateUndici, loader: 'js' }))
    build.onLoad({ filter: /\/node_modules\/.*\.js$/ }, ({ path }) => ({ contents: changed(path), loader: 'js' }))
  },
}

function changed(path: string): string {
  let text = readFileSync(path, 'utf8')
  for (const [from, to] of changes[path] ?? []) {
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`)
    text = text.replace(from, to)
  }
  // In one file all modules would take themselves for the same one.
  return text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
}

function absentModule(name: string): string {
  return `const absent = () => { throw new Error('${name} is left out of the light CLI') }
module.exports = new Proxy(absent, { get: (_, key) => (key === '__esModule' ? undefined : key === 'textSync' ? () => '' : absent) })`
}

/** Loaded only when a function asks for it. */
const lateUndici = `export class Agent {
  constructor(...options) { return Reflect.construct(fromNango('undici').Agent, options) }
}`

/** Nothing can be added to a module's namespace: here it is an object, as are those that it exports. */
const asNamespace = `const asNamespace = (object, seen = new Set()) => {
  const members = Object.values(Object.getOwnPropertyDescriptors(object))
  if (seen.has(object) || members.length === 0 || !members.every(({ get }) => get)) return object
  seen.add(object)
  for (const value of Object.values(object)) if (typeof value === 'object' && value) asNamespace(value, seen)
  return Object.preventExtensions(object)
};`

const [, , out = ''] = process.argv
mkdirSync(out)
const fromProviders = createRequire(providers)
const yaml = fromProviders('js-yaml') as { load(text: string): unknown }
// A second of parsing, at each page that a function asks for.
const catalogue = yaml.load(readFileSync(join(dirname(providers), '../providers.yaml'), 'utf8'))
writeFileSync(join(out, 'providers.json'), JSON.stringify(catalogue))
const { build } = requireFromNango('esbuild') as { build(options: object): Promise<unknown> }
const common = {
  bundle: true,
  platform: 'node',
  target: `node${process.versions.node}`,
  minifyWhitespace: true,
  logLevel: 'error',
}
await build({
  ...common,
  entryPoints: [`${here}/main.mts`],
  outfile: join(out, 'nango.mjs'),
  format: 'esm',
  legalComments: 'none',
  banner: {
    js: `import { createRequire as requireFrom } from 'node:module';
const fromNango = requireFrom('${nangoDist}/index.js'), require = fromNango;
${asNamespace}`,
  },
  plugins: [whole],
})
// What a build requires is not what the CLI imports: the one package in two instances, here as there.
await build({ ...common, entryPoints: [requireFromNango.resolve('zod')], outfile: join(out, 'zod.cjs'), format: 'cjs' })
