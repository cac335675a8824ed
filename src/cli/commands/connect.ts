import { printable } from '../../lib/printable.ts'
import { type ApiNeeds, needsOfPlan } from '../../needs-of-plan.ts'
import type { Plan } from '../../plan/plan.ts'
import { counted } from '../../report/wording.ts'
import { type PlanFlags, planOf } from '../read-spec.ts'
import { say, sayJson } from '../say.ts'

/** What the accounts of a spec take: 0 when all of it is there, 2 when something is for the person to do. */
export async function connect(flags: PlanFlags & { readonly json?: boolean }): Promise<number> {
  const plan = await planOf(flags)
  const apis = await needsOfPlan(plan, process.env)
  if (flags.json) sayJson({ upstream: plan.upstream, apis })
  else say(connectText(plan.upstream, apis))
  return apis.some(({ missing }) => missing.length > 0) ? 2 : 0
}

/** For a terminal. */
export function connectText(upstream: Plan['upstream'], apis: readonly ApiNeeds[]): string {
  const lines = apis.flatMap((needs) => [
    `${needs.api}  ${needs.name} · ${counted(needs.interactions, 'interaction')} · ${accountOf(upstream, needs)}`,
    ...entryLines(upstream, needs),
    ...(upstream === 'embedded' ? [] : [...scopeLines(needs), ...needs.links.map((link) => `  see    ${link}`)]),
  ])
  const ends = { embedded: 'Nothing is needed: stand-ins on this machine answer.', nango: '', direct: '' }
  const missing = apis.filter(({ missing }) => missing.length > 0).length
  const end = ends[upstream] || (missing > 0 ? `${counted(missing, 'API')} cannot be entered yet.` : 'next: assay run')
  return `${[...lines, end].join('\n')}\n`
}

function accountOf(upstream: Plan['upstream'], { connection }: ApiNeeds): string {
  if (upstream === 'embedded') return 'embedded'
  return upstream === 'nango' ? `connection ${printable(connection)} of your Nango` : 'direct, by a credential of yours'
}

function entryLines(upstream: Plan['upstream'], { missing }: ApiNeeds): string[] {
  if (upstream === 'embedded') return []
  if (missing.length === 0) return ['  ✓ the account can be entered']
  return missing.flatMap(({ what, mend }) => [`  ✗ ${printable(what)}`, `  fix    ${printable(mend)}`])
}

function scopeLines({ scopes, scopesUnknown }: ApiNeeds): string[] {
  const lines = scopes.map(({ anyOf, for: names }) => `  scope  ${anyOf.join(' or ')}  (${names.join(', ')})`)
  return scopesUnknown.length > 0 ? [...lines, `  scope  not known for ${scopesUnknown.join(', ')}`] : lines
}
