import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseSync } from 'oxc-parser'

/** Tools are called by any stage. Who among them may call whom is the table below. */
const tools = ['lib', 'box', 'nango', 'standins', 'gateway', 'workspace']
/** In the order of the flow: a stage names the types of the stages before it and calls none of them. */
const stages = ['plan', 'agent', 'verify', 'trace', 'assemble']
const all = [...tools, ...stages]

const mayCall: Record<string, readonly string[]> = {
  ...Object.fromEntries(stages.map((stage) => [stage, tools])),
  lib: [],
  box: ['lib'],
  nango: ['box', 'lib'],
  standins: ['lib'],
  gateway: ['standins', 'lib'],
  workspace: ['nango', 'box', 'lib'],
  rehearsal: ['lib'],
  record: ['lib'],
  report: ['record', 'lib'],
  telemetry: ['lib'],
  cli: [
    '(story)',
    'demo',
    'bench',
    'self-test',
    'prove',
    'doctor',
    'plan',
    'record',
    'report',
    'telemetry',
    'standins',
    'box',
    'lib',
  ],
  demo: ['(story)', 'plan', 'rehearsal', 'record', 'report', 'lib'],
  bench: ['(story)', 'plan', 'record', 'report', 'lib'],
  'self-test': ['(story)', 'plan', 'rehearsal', 'report', 'lib'],
  prove: ['nango', 'report', 'lib'],
  doctor: [...tools, 'plan', 'report'],
  '(story)': [...all, 'rehearsal', 'record', 'report', 'prove', 'doctor'],
}

const mayName: Record<string, readonly string[]> = {
  ...Object.fromEntries(stages.map((stage, index) => [stage, stages.slice(0, index)])),
  box: ['plan'],
  nango: ['plan', 'standins'],
  gateway: ['plan'],
  workspace: ['plan', 'standins', 'gateway'],
  record: all,
  report: all,
  telemetry: [...all, 'record'],
  cli: all,
  demo: all,
  bench: all,
  'self-test': [...all, 'record', 'report'],
  prove: all,
}

/** Whoever judges must not be able to reach the agent or its model, not even by a type. */
const neverNames: Record<string, readonly string[]> = {
  verify: ['agent', 'rehearsal'],
  trace: ['agent', 'rehearsal'],
  gateway: ['agent', 'rehearsal'],
}

export interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

/** Why an import between two modules is not allowed; nothing if it is. */
export function complaintAbout({ from, to, typeOnly }: Import): string | undefined {
  if (to === from) return undefined
  if (neverNames[from]?.includes(to)) return `${from} must not know ${to}`
  if (mayCall[from]?.includes(to)) return undefined
  if (typeOnly && mayName[from]?.includes(to)) return undefined
  return `${from} must not import ${typeOnly ? 'a type' : 'anything'} from ${to}`
}

/** Relative imports of a source text, re-exports and `import()` included. */
export function importsOf(file: string, text: string): Import[] {
  const { module } = parseSync(file, text)
  const from = moduleOf(file)
  const statics = module.staticImports.map(({ moduleRequest, entries }) => ({
    path: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ path: moduleRequest.value, typeOnly: isType }] : [],
    ),
  )
  const dynamics = module.dynamicImports.map(({ moduleRequest }) => ({
    path: text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
    typeOnly: false,
  }))
  return [...statics, ...exports, ...dynamics]
    .filter(({ path }) => path.startsWith('.'))
    .map(({ path, typeOnly }) => ({ from, to: moduleOf(join(dirname(file), path)), typeOnly }))
}

function moduleOf(file: string): string {
  const [first = '', ...rest] = relative('src', file).split('/')
  return rest.length > 0 ? first : '(story)'
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = globSync('src/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
  const complaints = files.flatMap((file) =>
    importsOf(file, readFileSync(file, 'utf8')).flatMap((each) => {
      const complaint = complaintAbout(each)
      return complaint ? [`${file}: ${complaint}`] : []
    }),
  )
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
  process.exitCode = complaints.length > 0 ? 1 : 0
}
