// One CLI command on one project, or a process that answers requests about one function.
import { readFileSync } from 'node:fs'
import { bridgeToGateway } from '../bridge.mts'
import { zodInOneFile } from './zod.mts'
import { layOut } from './prebuilt.mts'

await bridgeToGateway()
zodInOneFile()
if (process.argv[2] === 'serve') await import('./runner.mts')
else {
  layOut(JSON.parse(readFileSync(0, 'utf8')))
  // @ts-expect-error It is there in the box.
  await import('/project/node_modules/nango/dist/index.js')
}
