import type { GalleryPart } from '../gallery-part.ts'
import { deletesWhatIsGone } from './deletes-what-is-gone.ts'
import { looksAround } from './looks-around.ts'

/** Honest parts that are odd. Add one by adding it here. */
export const oddities: readonly GalleryPart[] = [looksAround, deletesWhatIsGone]
