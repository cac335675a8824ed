import { sourceText } from '../works/work.ts'
import { ownWay } from './own-way.ts'

export const sumsUp = ownWay({
  name: 'sums-up',
  does: 'answers with numbers and words that no answer of the API holds',
  moves: ['derived output'],
  on: ['google-sheet/get-values', 'slack/list-users'],
  write: (_, scene, work) => sourceText(`${work.source}-${scene.api === 'slack' ? 'as-counts' : 'as-objects'}`, scene),
})
