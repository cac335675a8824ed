import { UserError } from '../../lib/user-error.ts'
import { readRecord } from '../../record/record.ts'
import { reportOf } from '../../report/report.ts'
import type { Item } from '../../report/item.ts'
import { whyText } from '../../report/why-text.ts'
import { runNamed } from '../places.ts'
import { say, sayJson, screenOf } from '../say.ts'
import { itemNamed } from './show.ts'

interface WhyFlags {
  readonly all?: boolean
  readonly run?: string
  readonly json?: boolean
}

export async function why(id: string | undefined, { all, run, json }: WhyFlags): Promise<number> {
  if (id === undefined && !all)
    throw new UserError('Which interaction?', 'Name one (assay why slack/send-message), or use --all.')
  const report = reportOf(readRecord(runNamed(run).dir))
  const items = id === undefined ? report.items.filter(hasReason) : [itemNamed(report, id)]
  if (json)
    sayJson(
      items.map(({ id, artefact, conduct, outcome, history, findings }) => ({
        id,
        artefact,
        conduct,
        outcome,
        history,
        findings,
      })),
    )
  else if (items.length === 0) say('Nothing spoke against any attempt.\n')
  else say(items.map((item) => whyText(item, screenOf(process.stdout))).join('\n'))
  return 0
}

function hasReason({ history, findings, rigFaults, outcome }: Item): boolean {
  const isCaught = history.some(({ caught }) => caught.length > 0)
  return isCaught || findings.length > 0 || rigFaults.length > 0 || (outcome !== null && outcome !== 'accepted')
}
