import type { Says } from '../rehearsal/part.ts'
import type { Item } from '../report/item.ts'
import type { Report } from '../report/report.ts'

/** What the demo holds a run to: a part and what should become of an interaction whose first attempt it plays. */
interface Expected {
  readonly name: string
  readonly says: Says
}

/** Every way in which a run did not end as the parts of its first attempts say. Empty when all is as it should be. */
export function surprisesOf(report: Report, parts: readonly Expected[]): string[] {
  const early = report.ended === 'finished' ? [] : [`the run did not come to its end: ${report.ended ?? 'cut off'}`]
  const isJudged = report.guardrails !== 'off'
  return [
    ...early,
    ...report.items.flatMap((item) =>
      itemSurprises(item, parts, isJudged).map((surprise) => `${item.id}: ${surprise}`),
    ),
    ...assemblySurprises(report),
  ]
}

/** What a part says holds under all guardrails, but that without them conduct is not judged. */
function itemSurprises(item: Item, parts: readonly Expected[], isJudged: boolean): string[] {
  const first = item.history[0]
  if (!first) return ['no attempt was judged']
  const part = parts.find(({ name }) => first.model === `rehearsal/${name}`)
  if (!part) return [`attempt 1 was played by ${first.model}, which is no part`]

  const { firstAttempt, ends } = part.says
  const conducts = isJudged ? firstAttempt.conduct : ['unjudged']
  const isLeftAlone = ends !== 'blocked' || item.history.length === 1
  return [
    ...(first.artefact === firstAttempt.artefact
      ? []
      : [`attempt 1 should be ${firstAttempt.artefact} and is ${first.artefact} (${part.name})`]),
    ...(conducts.some((conduct) => conduct === first.conduct)
      ? []
      : [`the conduct of attempt 1 should be ${conducts.join(' or ')} and is ${first.conduct} (${part.name})`]),
    ...(item.outcome === ends ? [] : [`should end ${ends} and is ${item.outcome ?? 'open'} (${part.name})`]),
    ...(isLeftAlone ? [] : ['was tried again although it is blocked']),
  ]
}

function assemblySurprises({ items, integrations }: Report): string[] {
  return [...new Set(items.map(({ api }) => api))].flatMap((api) => {
    const accepted = items.filter((item) => item.api === api && item.outcome === 'accepted').length
    const integration = integrations.find((each) => each.api === api)
    if (accepted === 0 && !integration) return []
    if (!integration) return [`${api}: ${accepted} accepted, but nothing was assembled`]
    return [
      // Functions of earlier runs stay in the project.
      ...(integration.functions >= accepted
        ? []
        : [`${api}: ${accepted} accepted, ${integration.functions} assembled`]),
      ...(integration.compiled ? [] : [`${api}: the integration does not compile`]),
      ...(integration.tests.failed === 0 && integration.tests.passed > 0
        ? []
        : [`${api}: not all of its tests passed`]),
    ]
  })
}
