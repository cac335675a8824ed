import { lstatSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { checkNames } from '../../check-names.ts'
import { printable } from '../../lib/printable.ts'
import { UserError } from '../../lib/user-error.ts'
import { parseSpec } from '../../plan/parse-spec.ts'
import { type Plan, planSpec } from '../../plan/plan.ts'
import { aligned } from '../../report/screen.ts'
import { counted } from '../../report/wording.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { askFor, canAsk } from '../ask.ts'
import { answersOf, type Assumed } from '../init/answers.ts'
import { chooseSpec, type InitChoices } from '../init/choose.ts'
import { lookAround, type Surroundings } from '../init/look-around.ts'
import { schemaSeenFrom } from '../init/schema-place.ts'
import { type Drafted, specText } from '../init/spec-text.ts'
import { note, say, sayJson } from '../say.ts'

interface InitFlags extends InitChoices {
  readonly spec: string
  readonly yes?: boolean
  readonly force?: boolean
  readonly json?: boolean
}

/** Writes a spec to begin with: by flags, by questions on a terminal, by what is here. */
export async function init({ spec, yes, force, json, ...choices }: InitFlags): Promise<number> {
  const file = resolve(spec)
  if (!force) demandFree(file, spec)
  const here = await lookAround({ dir: process.cwd(), env: process.env, configDir: configDir() })
  const answers = answersOf(canAsk() && !yes ? askFor : undefined, note)
  const drafted = await chooseSpec(choices, here, answers)
  const plan = demandSound(specText(drafted, 'x'), spec)
  await write(file, drafted, force ? 'w' : 'wx')

  const told: Told = { spec, plan, here, assumed: answers.assumed, next: nextOf(plan, spec) }
  if (json) sayJson({ file: spec, upstream: plan.upstream, models: drafted.models, ...viewOf(told) })
  else say(textOf(told))
  return 0
}

function configDir(): string {
  return process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config')
}

/** What a person wrote into an answer may still be no spec: said before anything is written. */
function demandSound(text: string, spec: string): Plan {
  try {
    return planSpec(parseSpec(text, spec, checkNames), { embedded: standInApis })
  } catch (cause) {
    // Its fix speaks of a file that is not there yet.
    if (!(cause instanceof UserError)) throw cause
    throw new UserError(`That makes no spec:\n${cause.message}`, 'Say it otherwise. Nothing was written.', { cause })
  }
}

/** Before anybody is asked anything. */
function demandFree(file: string, spec: string): void {
  if (!lstatSync(file, { throwIfNoEntry: false })) return
  throw new UserError(`${spec} is there already; it stays as it is.`, 'Name another with --spec FILE, or add --force.')
}

async function write(file: string, drafted: Drafted, flag: 'w' | 'wx'): Promise<void> {
  try {
    await writeFile(file, specText(drafted, await schemaSeenFrom(dirname(file))), { flag })
  } catch (cause) {
    // No such directory, not permitted, a directory, or somebody was quicker.
    throw new UserError(`${file} cannot be written: ${(cause as Error).message}.`, 'Name another with --spec FILE.', {
      cause,
    })
  }
}

interface Told {
  readonly spec: string
  readonly plan: Plan
  readonly here: Surroundings
  readonly assumed: readonly Assumed[]
  readonly next: string
}

function nextOf({ upstream }: Plan, spec: string): string {
  const named = spec === 'assay.yaml' ? '' : ` --spec ${shellWord(spec)}`
  return upstream === 'embedded' ? `assay run${named}` : `assay connect${named}`
}

/** As a shell takes it for one word. */
function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

function viewOf({ plan, here, assumed, next }: Told) {
  return { interactions: plan.interactions.map(({ id }) => id), found: here, assumed, next }
}

function textOf({ spec, plan, here, assumed, next }: Told): string {
  const { interactions, upstream, ladders } = plan
  const models = [...new Set(Object.values(ladders).flat())]
  const rows = aligned(assumed.map(({ flag, value, because }) => [`${flag} ${value}`, because]))
  const found = foundIn(here)
  const lines = [
    `${printable(spec)}: ${counted(interactions.length, 'interaction')} · upstream ${upstream} · ${models.map((model) => printable(model)).join(' → ')}`,
    ...interactions.map(({ id, does }) => `  ${id}  ${printable(does, 100)}`),
    ...(found.length > 0 ? [`found: ${found.join('; ')}`] : []),
    ...(rows.length > 0 ? ['assumed, each said otherwise by its flag:'] : []),
    ...rows.map((row) => `  ${row.join('  ')}`),
    `next: ${printable(next)}`,
  ]
  return `${lines.join('\n')}\n`
}

function foundIn({ nangoProject, nangoKeys, modelKeys, openCodeModel }: Surroundings): string[] {
  const keys = [...nangoKeys, ...Object.values(modelKeys)]
  return [
    ...(nangoProject ? [`a Nango project in ${printable(nangoProject.dir)}`] : []),
    ...(keys.length > 0 ? [`${keys.join(', ')} in the environment`] : []),
    ...(openCodeModel === undefined ? [] : [`an OpenCode that uses ${printable(openCodeModel)}`]),
  ]
}
