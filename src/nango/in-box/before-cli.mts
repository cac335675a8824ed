// Loaded before the unmodified CLI: the way to the gateway, and builds that are not stale.
import { bridgeToGateway } from './bridge.mts'
import { bundleAll } from './nango-modules.mts'

await bridgeToGateway()
// Without a build, `dryrun` would only say that a file is missing; `compile` says what is wrong with the function.
if (process.argv[2] === 'dryrun' && !(await bundleAll()))
  process.argv.splice(2, Infinity, 'compile', '--no-interactive')
