import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { printable } from '../../lib/printable.ts'
import { UserError } from '../../lib/user-error.ts'
import type { Plan } from '../../plan/plan.ts'
import { type ProveOptions, proveProject } from '../../prove-project.ts'
import { findProject } from '../../prove/find-project.ts'
import { momentOf } from '../../prove/moment.ts'
import { proofJunit } from '../../prove/proof-junit.ts'
import { proofText } from '../../prove/proof-text.ts'
import { openToBoxes } from '../open-to-boxes.ts'
import { placesOfDemo, placesOfRun, provedBook, runNamed, shortPath } from '../places.ts'
import { proofAccounts } from '../proof-accounts.ts'
import { planOf } from '../read-spec.ts'
import { reportHere } from '../report-here.ts'
import { note, say, sayJson, screenOf } from '../say.ts'
import { assayVersion, demandVersions } from '../versions.ts'

interface VerifyFlags {
  readonly only?: string
  readonly upstream: Plan['upstream']
  readonly spec?: string
  readonly since?: string
  readonly junit?: string
  readonly json?: boolean
}

/** Proves the functions of an existing project: 0 when each is accepted, else 1. */
export async function verify(path: string | undefined, flags: VerifyFlags): Promise<number> {
  const { only, upstream, junit, json } = flags
  const root = findProject(path ?? '.')
  const spec = flags.spec ?? specBeside(root)
  const live = await liveOf(spec, upstream)
  const since = flags.since === undefined ? undefined : momentOf(flags.since, Date.now(), beginOf)
  openToBoxes()
  const { cache } = root === placesOfDemo().output ? placesOfDemo() : placesOfRun()
  note(`proving the functions of ${shortPath(root)}`)
  const proof = await proveProject({
    root,
    cacheDir: cache,
    assay: assayVersion(),
    ...(only !== undefined && { only }),
    ...live,
    book: {
      path: provedBook(root, upstream, spec),
      nango: demandVersions().nango,
      ...(since !== undefined && { since }),
    },
    onProved: ({ id, artefact }) => note(`${artefact} ${printable(id)}`),
    onTrouble: note,
  })
  const here = { ...proof, project: shortPath(root) }
  if (junit !== undefined) writeJunit(junit, proofJunit(here))
  if (json) sayJson(here)
  else say(proofText(here, screenOf(process.stdout)))
  return proof.artefact.accepted === proof.functions ? 0 : 1
}

function beginOf(run: string): number {
  return Date.parse(reportHere(runNamed(run).dir).startedAt)
}

/** The spec that lies here or beside the project. */
function specBeside(root: string): string {
  const usual = ['assay.yaml', join(root, 'assay.yaml'), join(dirname(root), 'assay.yaml')]
  return usual.find((each) => existsSync(each)) ?? 'assay.yaml'
}

/** The test accounts that the spec names. */
async function liveOf(spec: string, upstream: Plan['upstream']): Promise<Pick<ProveOptions, 'live'>> {
  if (upstream === 'embedded') return {}
  const plan = await planOf({ spec, upstream })
  note(`in the test accounts of ${shortPath(spec)}: functions that write make and change things there`)
  return { live: proofAccounts(plan, spec) }
}

function writeJunit(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (cause) {
    // No such directory, not permitted, a directory.
    throw new UserError(`${path} cannot be written: ${(cause as Error).message}.`, 'Name another file for --junit.', {
      cause,
    })
  }
}
