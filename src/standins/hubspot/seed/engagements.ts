import { sentence, text, words } from '../../seed/words.ts'
import type { Random } from '../../seed/random.ts'
import { day, iso } from './clock.ts'
import type { Sketch } from './records.ts'

export const note: Sketch = (random, place, { owner }) => ({
  values: { hs_note_body: `<p>${text(random, place)}</p>`, ...when(random), ...owner(place) },
  links: [place % 3 === 0 ? ['deals', place] : ['contacts', place]],
})

export const task: Sketch = (random, place, { owner }) => ({
  values: {
    hs_task_subject: `${sentence(random, 3)} ${place}`,
    ...(place % 3 === 2 ? {} : { hs_task_body: text(random, place) }),
    hs_task_status: ['NOT_STARTED', 'IN_PROGRESS', 'COMPLETED', 'WAITING'][place % 4]!,
    hs_task_priority: ['LOW', 'MEDIUM', 'HIGH'][place % 3]!,
    hs_task_type: place % 2 === 0 ? 'TODO' : 'CALL',
    ...when(random),
    ...owner(place),
  },
  links: [place % 4 === 1 ? ['deals', place] : ['contacts', place]],
})

export const call: Sketch = (random, place, { owner }) => ({
  values: {
    hs_call_title: sentence(random, 3),
    hs_call_body: text(random, place),
    hs_call_duration: String(1000 + random.below(900_000)),
    hs_call_direction: place % 2 === 0 ? 'INBOUND' : 'OUTBOUND',
    hs_call_status: 'COMPLETED',
    ...when(random),
    ...owner(place),
  },
  links: [['contacts', place]],
})

export const meeting: Sketch = (random, place, { owner }) => {
  const start = Date.UTC(2026, 5, 1) + random.below(100 * day)
  return {
    values: {
      hs_meeting_title: sentence(random, 3),
      hs_meeting_body: text(random, place),
      hs_meeting_start_time: iso(start),
      hs_meeting_end_time: iso(start + 1_800_000),
      hs_meeting_outcome: place % 2 === 0 ? 'SCHEDULED' : 'COMPLETED',
      hs_timestamp: iso(start),
      ...owner(place),
    },
    links: [['contacts', place]],
  }
}

export const email: Sketch = (random, place, { owner }) => ({
  values: {
    hs_email_subject: words(random, 4),
    hs_email_text: text(random, place),
    hs_email_direction: place % 2 === 0 ? 'EMAIL' : 'INCOMING_EMAIL',
    hs_email_status: 'SENT',
    ...when(random),
    ...owner(place),
  },
  links: [['contacts', place]],
})

function when(random: Random): { readonly hs_timestamp: string } {
  return { hs_timestamp: iso(Date.UTC(2026, 4, 1) + random.below(150 * day)) }
}
