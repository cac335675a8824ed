import { didYouMean } from '../lib/nearest-word.ts'
import { UserError } from '../lib/user-error.ts'
import { type Guardrails, guardrailModes } from '../plan/guardrails.ts'
import { type Plan, planWith } from '../plan/plan.ts'
import { readSkills } from '../plan/read-skills.ts'

/** In what one side of a comparison is another than the bench as it is. */
export type Variation =
  | { readonly kind: 'none' }
  | { readonly kind: 'skills'; readonly folders: readonly string[] }
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'guardrails'; readonly guardrails: Guardrails }

const fix = 'Write none, skills=DIR or skills=DIR,DIR, model=PROVIDER/MODEL, or guardrails=enforce|observe|off.'

/** As it is written behind `--a` and `--b`. Throws `UserError` for anything else. */
export function parseVariation(text: string): Variation {
  const [kind = '', ...rest] = text.split('=')
  const value = rest.join('=')
  if (kind === 'none' && rest.length === 0) return { kind }
  if (kind === 'skills' && value !== '') return { kind, folders: value.split(',').filter(Boolean) }
  if (kind === 'model' && /^(rehearsal|[^\s/]+\/\S+)$/.test(value)) return { kind, model: value }
  const mode = guardrailModes.find((each) => each === value)
  if (kind === 'guardrails' && mode) return { kind, guardrails: mode }
  const kinds = ['none', 'skills', 'model', 'guardrails']
  throw new UserError(`"${text}" is not a variation.${kinds.includes(kind) ? '' : didYouMean(kind, kinds)}`, fix)
}

/** One side of a comparison: what it builds and how. */
export interface VariedPlan {
  readonly plan: Plan
  readonly guardrails: Guardrails
}

/** Skills are read here, once for all repeats; their folders are relative to `below`. */
export async function vary(plan: Plan, variation: Variation, below: string): Promise<VariedPlan> {
  const guardrails = 'enforce'
  switch (variation.kind) {
    case 'none':
      return { plan, guardrails }
    case 'skills':
      return { plan: { ...plan, skills: await readSkills(variation.folders, below) }, guardrails }
    case 'model':
      return { plan: planWith(plan, { model: variation.model }), guardrails }
    case 'guardrails':
      return { plan, guardrails: variation.guardrails }
  }
}
