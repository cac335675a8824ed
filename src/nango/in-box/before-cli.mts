// Loaded before the unmodified CLI: the way to the gateway, the reader's answer, and builds that are not stale.
import { bridgeToGateway } from './bridge.mts'
import { bundleAll, skipTypeCheck } from './nango-modules.mts'

const wishes = JSON.parse(process.env['ASSAY_BEFORE_CLI'] ?? '{}') as { typeChecked?: boolean; bundle?: boolean }
delete process.env['ASSAY_BEFORE_CLI']

await bridgeToGateway()
if (wishes.typeChecked) skipTypeCheck()
// Without a build, `dryrun` would only say that a file is missing; `compile` says what is wrong with the function.
if (wishes.bundle && !(await bundleAll())) process.argv.splice(2, Infinity, 'compile', '--no-interactive')
