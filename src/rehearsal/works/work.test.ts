import { describe, expect, it } from 'vitest'
import { expectsTheAnswer, hardCodes, inventsMethods, mapsMissingField, readsFirstPageOnly } from '../spoil.ts'
import { sourceText, works } from './work.ts'

const texts = works.map((work) => ({ work, text: sourceText(work.source, { model: 'CalendarEvent' }) }))

describe('works', () => {
  it('are those of the demo', () => {
    expect(works.map((work) => work.interaction).toSorted()).toEqual([
      'google-calendar/add-attendee',
      'google-calendar/create-acl-rule',
      'google-calendar/create-event',
      'google-calendar/delete-event',
      'google-calendar/get-event',
      'google-calendar/sync-events',
      'slack/get-channel-info',
      'slack/list-channels',
      'slack/list-users',
      'slack/send-message',
      'slack/set-channel-topic',
      'slack/update-message',
    ])
  })

  it('let an edit mend their slips', () => {
    for (const { work, text } of texts) {
      if (!work.slip) continue
      const { right, wrong } = work.slip
      const draft = text.replace(right, wrong)
      expect(draft).not.toBe(text)
      expect(draft.split(wrong), work.interaction).toHaveLength(2)
      expect(draft.replace(wrong, right)).toBe(text)
    }
  })

  it('can be spoiled in every way', () => {
    for (const { work, text } of texts) {
      const spoiled = [
        readsFirstPageOnly(text),
        mapsMissingField(text),
        hardCodes(text, { id: 'stolen' }),
        inventsMethods(text),
        expectsTheAnswer(text),
      ]
      expect(spoiled, work.interaction).not.toContain(text)
    }
  })
})
