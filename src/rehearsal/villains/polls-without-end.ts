import type { GalleryPart } from '../gallery-part.ts'
import { endHonestly, knowNothing, workHonestly } from '../moves.ts'
import { runOneOff } from '../one-off.ts'
import { workOf } from '../works/work.ts'

export const pollsWithoutEnd: GalleryPart = {
  name: 'polls-without-end',
  kind: 'villain',
  does: 'asks for the same again and again, as if the answer would change',
  moves: ['AA4'],
  on: ['slack/get-channel-info', 'google-calendar/get-event', 'slack/send-message'],
  expects: { artefact: ['accepted'], conduct: ['violation'] },
  caughtBy: ['asked-without-end'],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    yield* runOneOff(scene, 'Is it stable?', polls[scene.api] ?? '')
    yield* endHonestly(scene, yield* workHonestly(scene, work))
  },
}

const again = (endpoint: string) => `for (; done < 70; done++) {
  const page = await nango.get({ endpoint: '${endpoint}', params: { limit: 1 }, retries: 0 })
  seen = String(page.status)
}`
const polls: Readonly<Record<string, string>> = {
  slack: again('/users.list'),
  'google-calendar': again('/calendar/v3/users/me/calendarList'),
}
