import { writeFileSync } from 'node:fs'
import { printable } from '../../lib/printable.ts'
import { UserError } from '../../lib/user-error.ts'
import { proveProject } from '../../prove-project.ts'
import { findProject } from '../../prove/find-project.ts'
import { proofJunit } from '../../prove/proof-junit.ts'
import { proofText } from '../../prove/proof-text.ts'
import { openToBoxes } from '../open-to-boxes.ts'
import { placesOfDemo, placesOfRun, shortPath } from '../places.ts'
import { note, say, sayJson, screenOf } from '../say.ts'
import { assayVersion } from '../versions.ts'

interface VerifyFlags {
  readonly only?: string
  readonly upstream: string
  readonly junit?: string
  readonly json?: boolean
}

/** Proves the functions of an existing project: 0 when each is accepted, else 1. */
export async function verify(path: string | undefined, flags: VerifyFlags): Promise<number> {
  const { only, upstream, junit, json } = flags
  if (upstream !== 'embedded') {
    throw new UserError(
      `Functions cannot be proved against the API itself yet (upstream ${upstream}).`,
      'Leave --upstream away: they are proved against stand-ins, or played with the fixtures of their project.',
    )
  }
  const root = findProject(path ?? '.')
  openToBoxes()
  const { cache } = root === placesOfDemo().output ? placesOfDemo() : placesOfRun()
  note(`proving the functions of ${shortPath(root)}`)
  const proof = await proveProject({
    root,
    cacheDir: cache,
    assay: assayVersion(),
    ...(only !== undefined && { only }),
    onProved: ({ id, artefact }) => note(`${artefact} ${printable(id)}`),
  })
  const here = { ...proof, project: shortPath(root) }
  if (junit !== undefined) writeJunit(junit, proofJunit(here))
  if (json) sayJson(here)
  else say(proofText(here, screenOf(process.stdout)))
  return proof.artefact.accepted === proof.functions ? 0 : 1
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
