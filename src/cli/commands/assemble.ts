import { dirname } from 'node:path'
import { reassemble } from '../../reassemble.ts'
import { readRecord } from '../../record/record.ts'
import { reportOf } from '../../report/report.ts'
import { integrationLines } from '../../report/summary-text.ts'
import { confirmAssembly } from '../confirm-assembly.ts'
import { demandWritable } from '../demand-writable.ts'
import { exitCodeOf } from '../exit-code.ts'
import { openToBoxes } from '../open-to-boxes.ts'
import { placesOfDemo, placesOfRun, runNamed, shortPath } from '../places.ts'
import { note, say, sayJson, screenOf } from '../say.ts'

interface AssembleFlags {
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly json?: boolean
}

export async function assembleRun(run: string | undefined, flags: AssembleFlags): Promise<number> {
  const { dir, run: id } = runNamed(run)
  const { output, cache } = dirname(dir) === placesOfDemo().runs ? placesOfDemo() : placesOfRun()
  openToBoxes()
  demandWritable(output)
  note(`assembling what run ${id} accepted`)
  const confirm = confirmAssembly(flags)
  const assembled = await reassemble({ runDir: dir, outputDir: output, cacheDir: cache, confirm })
  const integrations = assembled.map((each) => ({ ...each, path: shortPath(each.path) }))
  if (flags.json) {
    sayJson(integrations)
  } else {
    const screen = screenOf(process.stdout)
    say(integrations.map((each) => `${integrationLines(each, screen).join('\n')}\n`).join(''))
  }
  if (flags.dryRun) return 0
  return integrations.length === 0 ? 1 : exitCodeOf({ ...reportOf(readRecord(dir)), ended: 'finished' })
}
