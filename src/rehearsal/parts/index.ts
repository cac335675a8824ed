import type { Part } from '../part.ts'
import { honest } from './honest.ts'

/** Every part that can be named as a model, `rehearsal/<name>`. */
export const parts: readonly Part[] = [honest]
