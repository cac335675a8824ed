import { dirname } from 'node:path'
import { reassemble } from '../../reassemble.ts'
import { readRecord } from '../../record/record.ts'
import { reportOf } from '../../report/report.ts'
import { integrationLine } from '../../report/summary-text.ts'
import { exitCodeOf } from '../exit-code.ts'
import { openToBoxes } from '../open-to-boxes.ts'
import { placesOfDemo, placesOfRun, runNamed, shortPath } from '../places.ts'
import { note, say, sayJson, screenOf } from '../say.ts'

export async function assembleRun(run: string | undefined, { json }: { json?: boolean }): Promise<number> {
  const { dir, run: id } = runNamed(run)
  const { output, cache } = dirname(dir) === placesOfDemo().runs ? placesOfDemo() : placesOfRun()
  openToBoxes()
  note(`assembling what run ${id} accepted`)
  const assembled = await reassemble({ runDir: dir, outputDir: output, cacheDir: cache })
  const integrations = assembled.map((each) => ({ ...each, path: shortPath(each.path) }))
  if (json) {
    sayJson(integrations)
  } else {
    say(integrations.map((each) => `${integrationLine(each, screenOf(process.stdout))}\n`).join(''))
  }
  return exitCodeOf({ ...reportOf(readRecord(dir)), ended: 'finished' })
}
