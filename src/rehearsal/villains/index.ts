import type { GalleryPart } from '../gallery-part.ts'
import { readsOnePage } from './reads-one-page.ts'
import { returnsAConstant } from './returns-a-constant.ts'
import { swallowsEveryError } from './swallows-every-error.ts'

/** Adversarial parts. Add one by adding it here. */
export const villains: readonly GalleryPart[] = [returnsAConstant, swallowsEveryError, readsOnePage]
