// Loaded before the unmodified CLI: the way to the gateway, the reader's answer, and builds that are not stale.
import { readFileSync, writeSync } from 'node:fs'
import { bridgeToGateway } from './bridge.mts'
import { bundleAll, skipTypeCheck } from './nango-modules.mts'

const wishes = JSON.parse(process.env['ASSAY_BEFORE_CLI'] ?? '{}') as {
  typeChecked?: boolean
  bundle?: boolean
  /** A file that the CLI may write, to be handed out on file descriptor 3. */
  handOut?: string
}
delete process.env['ASSAY_BEFORE_CLI']

await bridgeToGateway()
if (wishes.typeChecked) skipTypeCheck()
// Without a build, `dryrun` would only say that a file is missing; `compile` says what is wrong with the function.
if (wishes.bundle && !(await bundleAll())) process.argv.splice(2, Infinity, 'compile', '--no-interactive')
if (wishes.handOut) {
  const path = wishes.handOut
  process.on('exit', () => handOut(path))
}

function handOut(path: string): void {
  let text: Buffer
  try {
    text = readFileSync(path)
  } catch {
    return // it wrote none: the run did not succeed
  }
  for (let written = 0; written < text.length;) {
    try {
      written += writeSync(3, text, written)
    } catch (error) {
      // The pipe is full: whoever reads it will make room.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}
