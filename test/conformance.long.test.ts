import { describeConformance } from './conformance.ts'
import { samples } from './conformance-samples.ts'

describeConformance(samples)
