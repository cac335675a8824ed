// Loaded before the unmodified CLI: the way to the gateway, the reader's answer, and builds that are not stale.
import { bridgeToGateway } from './bridge.mts'
import { bundleAll, skipTypeCheck } from './nango-modules.mts'

const wishes = (process.env['ASSAY_BEFORE_CLI'] ?? '').split(',')
delete process.env['ASSAY_BEFORE_CLI']

await bridgeToGateway()
if (wishes.includes('type-checked')) skipTypeCheck()
if (wishes.includes('bundle')) await bundleAll()
