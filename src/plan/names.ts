import { didYouMean } from '../lib/nearest-word.ts'
import type { Spec, SpecApi } from './spec.ts'

/** A name that would break an integration later, and where it stands in the spec. */
export interface NameProblem {
  readonly path: readonly PropertyKey[]
  readonly because: string
}

/** Names that would collide once the functions of one API stand in one integration. */
export function nameProblems(spec: Spec): NameProblem[] {
  return Object.entries(spec.apis).flatMap(([api, { interactions }]) => [
    ...(reserved.has(api) ? [{ path: ['apis', api], because: `"${api}" is a name that the output needs itself` }] : []),
    ...collisions(Object.keys(interactions)).map(([name, earlier]) => ({
      path: ['apis', api, 'interactions', name],
      because: `"${name}" and "${earlier}" would get the same model names in one integration; rename one`,
    })),
  ])
}

/** Exemptions from checks that do not exist would excuse nothing, silently. */
export function exemptionProblems(spec: Spec, checks: readonly string[]): NameProblem[] {
  return Object.entries(spec.apis).flatMap(([api, { interactions }]) =>
    Object.entries(interactions).flatMap(([name, { exempt }]) =>
      exempt.flatMap(({ check }, index) => {
        if (checks.includes(check)) return []
        const because = `"${check}" is no check.${didYouMean(check, checks) || ` Checks: ${checks.join(', ')}.`}`
        return [{ path: ['apis', api, 'interactions', name, 'exempt', index, 'check'], because }]
      }),
    ),
  )
}

const reserved = new Set(['build', 'dist', 'receipts', 'tests', 'nango', 'models'])

/** Nango names the models of a function after its name without anything but letters and digits. */
function collisions(names: readonly string[]): [name: string, earlier: string][] {
  const taken = new Map<string, string>()
  return names.flatMap((name) => {
    const stripped = name.replace(/[^a-z0-9]/g, '')
    const earlier = taken.get(stripped)
    taken.set(stripped, earlier ?? name)
    return earlier === undefined ? [] : [[name, earlier] satisfies [string, string]]
  })
}

export function kindOf(name: string, interaction: SpecApi['interactions'][string]): 'action' | 'sync' {
  return interaction.kind ?? (name.startsWith('sync-') ? 'sync' : 'action')
}

/**
 * Model names of one API's syncs, by interaction name: `sync-events` saves `Event`. Unique within the API, so that
 * its syncs can be compiled together.
 */
export function modelNames(api: SpecApi): ReadonlyMap<string, string> {
  const syncs = Object.entries(api.interactions).flatMap(([name, it]) => (kindOf(name, it) === 'sync' ? [name] : []))
  const shorts = syncs.map(shortModel)
  return new Map(
    syncs.map((name, index) => {
      const short = shorts[index]!
      const isShared = shorts.filter((other) => other === short).length > 1
      return [name, isShared || builtIn.has(short) ? pascal(name) : short]
    }),
  )
}

function shortModel(name: string): string {
  return pascal(singular(name.replace(/^sync-(?=[a-z])/, '')))
}

function singular(words: string): string {
  if (words.endsWith('ies')) return words.replace(/ies$/, 'y')
  if (/(ss|sh|ch|x)es$/.test(words)) return words.replace(/es$/, '')
  return /(ss|us|is)$/.test(words) ? words : words.replace(/s$/, '')
}

function pascal(words: string): string {
  return words.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

// A model of such a name would hide a type that generated code uses.
const builtIn = new Set(
  'Array Boolean Date Error Function Map Number Object Promise Record Set String Symbol Json Models'.split(' '),
)
