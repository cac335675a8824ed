import { describeConformance } from './conformance.ts'
import { samples } from './conformance-samples.ts'

// One of three, and a sync that ends well: `npm run test:long` takes them all.
const goodSync = samples.findIndex(({ kind, exitCode }) => kind === 'sync' && exitCode === 0)
describeConformance(samples.filter((_, index) => index % 3 === 0 || index === goodSync))
