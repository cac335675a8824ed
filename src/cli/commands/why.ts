import { UserError } from '../../lib/user-error.ts'
import { readRecord } from '../../record/record.ts'
import { reportOf } from '../../report/report.ts'
import type { Item } from '../../report/item.ts'
import { causesOf } from '../../report/causes.ts'
import { causesText } from '../../report/causes-text.ts'
import { exportText } from '../../report/export-text.ts'
import type { Opinion } from '../../report/judge-text.ts'
import { whyText } from '../../report/why-text.ts'
import { whyExport } from '../../why-export.ts'
import { runNamed } from '../places.ts'
import { say, sayJson, screenOf } from '../say.ts'
import { itemNamed } from './show.ts'

interface WhyFlags {
  readonly all?: boolean
  /** A file of `opencode export`. */
  readonly export?: string
  readonly run?: string
  /** `provider/model`. */
  readonly judge?: string
  readonly budget?: number
  readonly spec?: string
  readonly yes?: boolean
  readonly json?: boolean
}

export async function why(id: string | undefined, flags: WhyFlags): Promise<number> {
  const { all, run, json, judge } = flags
  demandOneJudged(id, flags)
  if (flags.export !== undefined) return await sayExport(flags.export, id, flags)
  if (id === undefined && !all)
    throw new UserError('Which interaction?', 'Name one (assay why slack/send-message), or use --all.')
  const { dir } = runNamed(run)
  const recorded = readRecord(dir)
  const report = reportOf(recorded)
  if (id === undefined) return sayAll(report.items.filter(hasReason), json)
  const item = itemNamed(report, id)
  const text = () => whyText(item, screenOf(process.stdout))
  if (judge !== undefined) {
    const { lastJudged, sayJudged } = await import('../judge-here.ts')
    const beside = (opinion: Opinion) => [{ ...told(item), judge: opinion }]
    return await sayJudged(await lastJudged({ dir, recorded }, item), { text, beside }, { ...flags, judge })
  }
  if (json) sayJson([told(item)])
  else say(text())
  return 0
}

function demandOneJudged(id: string | undefined, { all, judge, budget, spec, yes, ...flags }: WhyFlags): void {
  if (judge === undefined && (budget !== undefined || spec !== undefined || yes)) {
    throw new UserError('Only --judge asks a model.', 'Add --judge provider/model, or leave out the rest of it.')
  }
  if (judge !== undefined && (all || (flags.export === undefined && id === undefined))) {
    throw new UserError(
      'A judge model is asked about one interaction of a run, or about one export.',
      'Name it: assay why slack/send-message --judge provider/model, or --export FILE.',
    )
  }
}

async function sayExport(path: string, id: string | undefined, flags: WhyFlags): Promise<number> {
  const { all, run, json, judge } = flags
  if (id !== undefined || all || run !== undefined)
    throw new UserError('An export is no interaction of a run.', 'Use --export by itself, or leave it out.')
  const { story, looked } = await whyExport(path)
  const text = () => exportText(story, screenOf(process.stdout))
  if (judge !== undefined) {
    const { sayJudged } = await import('../judge-here.ts')
    const beside = (opinion: Opinion) => ({ ...story, judge: opinion })
    return await sayJudged({ looked: looked(), named: story.root }, { text, beside }, { ...flags, judge })
  }
  if (json) sayJson(story)
  else say(text())
  return 0
}

/** Few causes are behind many failures: they come first, and then who had them. */
function sayAll(items: readonly Item[], json: boolean | undefined): number {
  const causes = causesOf(items)
  const screen = screenOf(process.stdout)
  if (json) sayJson({ causes, interactions: items.map(told) })
  else if (items.length === 0) say('Nothing spoke against any attempt.\n')
  else say([causesText(causes, screen), ...items.map((item) => whyText(item, screen))].join('\n'))
  return 0
}

function told({ id, artefact, conduct, outcome, history, roots, findings, missing }: Item) {
  return { id, artefact, conduct, outcome, history, roots, findings, missing }
}

function hasReason({ history, findings, rigFaults, outcome }: Item): boolean {
  const isCaught = history.some(({ caught }) => caught.length > 0)
  return (
    isCaught ||
    findings.length > 0 ||
    rigFaults.length > 0 ||
    (outcome !== null && outcome !== 'accepted' && outcome !== 'reused')
  )
}
