import { stringify } from 'yaml'
import type { Plan } from '../../plan/plan.ts'
import type { CatalogueEntry } from './catalogue.ts'

/** A spec before it is a file. */
export interface Drafted {
  readonly upstream: Plan['upstream']
  readonly models: readonly string[]
  readonly usd?: number
  readonly apis: readonly {
    readonly name: string
    readonly connection?: string
    readonly interactions: readonly (CatalogueEntry | { readonly name: string; readonly sentence: string })[]
  }[]
}

/** The text of a spec, for a person to go on with. `schema` is where its JSON Schema lies, as seen from it. */
export function specText({ upstream, models, usd, apis }: Drafted, schema: string): string {
  const budget = ['attempts: 3', ...(usd === undefined ? [] : [`usd: ${usd}`])].join(', ')
  return `# yaml-language-server: $schema=${schema}
version: 1

# What answers for the APIs: embedded (stand-ins on this machine), nango or direct. What those take: assay connect
upstream: ${upstream}

# A ladder: attempt n uses the n-th. rehearsal/author is a script: free, offline, no language model.
models: [${models.map(scalar).join(', ')}]

# How often an interaction is begun from nothing, and what a run may cost at most in US dollars (usd).
budget: { ${budget} }

# A name and a sentence are enough. operations are for checking only: no agent is told.
apis:
${apis.map(apiText).join('\n')}
`
}

function apiText({ name, connection, interactions }: Drafted['apis'][number]): string {
  const lines = interactions.map((each) =>
    'lines' in each ? each.lines : `      ${each.name}: ${scalar(each.sentence)}`,
  )
  return [
    `  ${name}:`,
    ...(connection === undefined ? [] : [`    connection: ${scalar(connection)}`]),
    '    interactions:',
    ...lines,
  ].join('\n')
}

/** On one line, and inside of a list too. */
function scalar(text: string): string {
  return stringify([text], { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false }).trim().slice(1, -1)
}
