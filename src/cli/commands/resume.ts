import { dirname } from 'node:path'
import type { Outlook } from '../../outlook.ts'
import { UserError } from '../../lib/user-error.ts'
import { changesBetween, goingOn, type Changes } from '../../plan/changes.ts'
import type { DensityWish } from '../../plan/density.ts'
import type { Asked } from '../../plan/means.ts'
import { planWith, type Plan } from '../../plan/plan.ts'
import { demandBudget, demandPrices, modelsOf } from '../../plan/pricing.ts'
import { isBeingWritten } from '../../record/run-claim.ts'
import { listRuns, type RunDirectory } from '../../record/run-directory.ts'
import { summaryText } from '../../report/summary-text.ts'
import type { Survey } from '../../survey-run.ts'
import { askBeforeSpending } from '../ask.ts'
import { densityHere } from '../density-here.ts'
import { confirmAssembly } from '../confirm-assembly.ts'
import { demandWritable } from '../demand-writable.ts'
import { exitCodeOf } from '../exit-code.ts'
import { holdDirectory } from '../hold-directory.ts'
import { openToBoxes } from '../open-to-boxes.ts'
import { placesOfDemo, placesOfRun, runNamed, runRoots, shortPath } from '../places.ts'
import { planOf } from '../read-spec.ts'
import { reportHere } from '../report-here.ts'
import { changesText, outlookText } from '../resume-text.ts'
import { note, say, sayJson, screenOf } from '../say.ts'
import { demandVersions } from '../versions.ts'

interface ResumeFlags extends DensityWish {
  readonly attempts?: number
  readonly budget?: number
  readonly model?: string
  readonly yes?: boolean
  readonly json?: boolean
}

/** Goes on with a run: what was decided is kept, the rest is built, and all of that is said before it is done. */
export async function resume(named: string | undefined, flags: ResumeFlags): Promise<number> {
  const { isResumable, surveyRun } = await import('../../survey-run.ts')
  const { run, dir } = named === undefined ? await newestResumable() : runNamed(named)
  const isDemo = dirname(dir) === placesOfDemo().runs
  const places = isDemo ? placesOfDemo() : placesOfRun()
  openToBoxes()
  demandWritable(places.output)
  const hold = holdDirectory(places, `assay resume ${run}`)
  try {
    const survey = await surveyRun(dir)
    if (!isResumable(survey)) return nothingLeft(run, dir, flags)
    const { plan, asked, changes } = await planNow(survey, flags)
    const { outlookOf } = await import('../../outlook.ts')
    const outlook = outlookOf(survey, plan)
    for (const text of [outlookText(survey, outlook), changes ? changesText(changes) : '']) if (text !== '') note(text)
    if (isPurseEmpty(outlook)) return sayPurseIsEmpty(run, outlook)
    if (!outlook.usd.isFree && outlook.attempts.most > 0) {
      demandPrices(modelsOf(plan), plan.providers)
      demandBudget(plan)
      if (!flags.yes) await askBeforeSpending()
    }

    const { buildAndReport, factsOf } = await import('../run-plan.ts')
    const { facts, means, standings, usd, heldThen, things, settings } = survey
    const wish = {
      concurrency: flags.concurrency ?? means.concurrency,
      agentsPerServer: flags.agentsPerServer ?? facts.agentsPerServer,
    }
    const built = await buildAndReport({
      plan,
      facts: factsOf({
        run,
        plan,
        seed: facts.seed,
        guardrails: facts.guardrails,
        sandbox: facts.sandbox,
        versions: demandVersions(),
        density: densityHere(wish, plan),
      }),
      runDir: dir,
      places,
      ...(asked && { asked }),
      confirm: confirmAssembly(flags),
      earlier: { standings, usd, heldThen, things, settings },
    })
    if (isDemo) {
      const { sayDemo } = await import('../say-demo.ts')
      return sayDemo({ ...built, ...(flags.json !== undefined && { json: flags.json }) })
    }
    if (flags.json) sayJson(built.report)
    else say(`${summaryText(built.report, screenOf(process.stdout))}report: ${shortPath(built.page)}\n`)
    return exitCodeOf(built.report)
  } finally {
    hold[Symbol.dispose]()
  }
}

/** The newest run that has something left to do; the newest of all when none has. */
async function newestResumable(): Promise<RunDirectory> {
  const { isResumable, surveyRun } = await import('../../survey-run.ts')
  for (const each of listRuns(runRoots()).toReversed()) {
    if (isBeingWritten(each.dir)) continue
    try {
      if (isResumable(await surveyRun(each.dir))) return each
    } catch (error) {
      // One that cannot be read must not hide the others, nor be passed over without a word.
      if (!(error instanceof UserError)) throw error
      note(`Passed over run ${each.run}: ${error.message}`)
    }
  }
  return runNamed()
}

function nothingLeft(run: string, dir: string, { json }: ResumeFlags): number {
  const report = reportHere(dir)
  note(`Nothing is left to do in run ${run}.`)
  if (json) sayJson(report)
  return exitCodeOf({ ...report, ended: 'finished' })
}

interface PlanNow {
  readonly plan: Plan
  readonly asked?: Asked
  readonly changes?: Changes
}

/** What the run goes on with: its own interactions, built by and for what the spec and the flags say now. */
async function planNow({ plan, means }: Survey, flags: ResumeFlags): Promise<PlanNow> {
  const { model, attempts, budget: usd } = flags
  const over = {
    ...(model !== undefined && { model }),
    ...(attempts !== undefined && { attempts }),
    ...(usd !== undefined && { usd }),
  }
  if (!means.asked) return { plan: planWith(plan, over) }
  const asked: Asked = { ...means.asked, ...over }
  const now = await planOfNow(asked)
  if (!now) return { plan: planWith(plan, over), asked }
  const before = planWith(plan, over)
  const { added, ...changes } = changesBetween(before, now)
  return { plan: goingOn(before, now), asked, changes: { ...changes, added: asked.isPart ? [] : added } }
}

async function planOfNow({ spec, upstream, model, attempts, usd }: Asked): Promise<Plan | undefined> {
  try {
    return await planOf({
      spec,
      ...(upstream && { upstream }),
      ...(model !== undefined && { model }),
      ...(attempts !== undefined && { attempts }),
      ...(usd !== undefined && { budget: usd }),
    })
  } catch (error) {
    // The run has a plan of its own: a spec that is gone, or half edited, does not keep it from going on.
    if (!(error instanceof UserError)) throw error
    note(`${error.message}\nThe run goes on with the plan that it began with.`)
    return undefined
  }
}

function isPurseEmpty({ attempts, usd }: Outlook): boolean {
  return attempts.most > 0 && !usd.isFree && usd.budget !== undefined && usd.spent >= usd.budget
}

function sayPurseIsEmpty(run: string, { usd }: Outlook): number {
  note(`The budget is spent, so nothing was started.\nfix: assay resume ${run} --budget ${Math.ceil(usd.spent * 2)}`)
  return 3
}
