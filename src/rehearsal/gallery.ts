import type { GalleryPart } from './gallery-part.ts'
import { oddities } from './oddities/index.ts'
import { villains } from './villains/index.ts'

/** Every part that `assay self-test` plays. */
export const gallery: readonly GalleryPart[] = [...villains, ...oddities]
