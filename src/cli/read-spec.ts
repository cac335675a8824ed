import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { checkNames } from '../check-names.ts'
import { UserError } from '../lib/user-error.ts'
import { parseSpec } from '../plan/parse-spec.ts'
import { planSpec, type Plan, type PlanOptions } from '../plan/plan.ts'
import { readSkills } from '../plan/read-skills.ts'
import type { Spec } from '../plan/spec.ts'
import { standInApis } from '../standins/open-stand-in.ts'

/** Flags that `plan` and `run` share. */
export interface PlanFlags extends Omit<PlanOptions, 'embedded' | 'usd' | 'skills'> {
  readonly spec: string
  readonly budget?: number
}

/** The plan of a spec file, with what the flags say over it. */
export async function planOf({ spec, budget, ...flags }: PlanFlags): Promise<Plan> {
  const { only, limit, upstream, model, attempts, replacePersonal } = flags
  if (model !== undefined && !/^(rehearsal|[^\s/]+\/\S+)$/.test(model)) {
    throw new UserError(
      `"${model}" is not a model.`,
      'Write provider/model, such as anthropic/claude-sonnet-4-5, or rehearsal.',
    )
  }
  const parsed = await readSpec(spec)
  return planSpec(parsed, {
    skills: await readSkills(parsed.skills ?? [], dirname(spec)),
    embedded: standInApis,
    ...(only !== undefined && { only }),
    ...(limit !== undefined && { limit }),
    ...(upstream !== undefined && { upstream }),
    ...(model !== undefined && { model }),
    ...(attempts !== undefined && { attempts }),
    ...(budget !== undefined && { usd: budget }),
    ...(replacePersonal && { replacePersonal }),
  })
}

/** A spec file, parsed. Throws `UserError` for all that is wrong with it. */
export async function readSpec(file: string): Promise<Spec> {
  return parseSpec(await textOf(file), file, checkNames)
}

async function textOf(file: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (cause) {
    // The file system's reason is short and for people: no such file, a directory, not permitted.
    const reason =
      (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (cause as Error).message
    throw new UserError(
      `The spec ${file} cannot be read: ${reason}.`,
      `Write one, or name yours with --spec FILE. The smallest:\n${smallest}`,
      { cause },
    )
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    // Bytes that are not UTF-8 are all that a fatal decoder throws about.
    throw new UserError(`The spec ${file} is not text in UTF-8.`, 'Save it as UTF-8.', { cause })
  }
}

const smallest = `
  version: 1
  models: [provider/model]
  apis:
    slack:
      interactions:
        send-message: Send a message to a channel`
