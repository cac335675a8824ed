import { describe, expect, it } from 'vitest'
import type { AccountState } from '../standins/stand-in.ts'
import { channelOf, expectAccepted, expectRejected, sentBy, sourceOf } from './testing/sent-message.ts'
import { type StagedAttempt, interactionOf } from './testing/stage-attempt.ts'
import { brokenIn, verdictOn as verdictOnAttempt } from './testing/verdict-on.ts'
import { warmRig } from './testing/warm-rig.ts'

const rig = warmRig()

const eventOf = (account: AccountState) => account.find(({ collection }) => collection === 'events')!

const verdictOn = (staged: StagedAttempt) => verdictOnAttempt(staged, rig())

describe('verify', () => {
  it.each([
    ['swallows-403-only', 'errors-surface'],
    ['makes-up-the-id', 'output-from-response'],
    ['finds-the-oracle-while-running', 'platform-rules'],
    ['ignores-an-input', 'request-from-input'],
    ['asks-another-operation', 'read-back'],
  ])('rejects what %s, by %s', (name, check) => expectRejected(name, check, rig()))

  it('accepts what is honest, and odd', () => expectAccepted('maps-errors', rig()))

  it.each([
    ['lets-nango-write-again', 'repeats-no-write'],
    ['takes-silence-for-success', 'errors-surface'],
  ])('rejects what, when an answer is lost, %s, by %s alone', async (name, check) => {
    expect(brokenIn(await verdictOn(sentBy(name)))).toEqual([check])
  })

  it('accepts what looks before it writes again, and what repeats what may be repeated', async () => {
    expect(await verdictOn(sentBy('looks-before-it-writes-again'))).toMatchObject({ artefact: 'accepted' })
    const patch = await verdictOn({
      interaction: interactionOf('google-calendar/rename-event', {
        operations: [{ method: 'PATCH', path: 'events/{eventId}' }],
      }),
      source: sourceOf('repeats-a-patch'),
      input: (account) => ({
        calendarId: String(eventOf(account).fields['calendarId']),
        eventId: String(eventOf(account).fields['id']),
        summary: 'Tasting of the new olive oils',
      }),
    })
    expect(patch).toMatchObject({ artefact: 'accepted' })
  })

  const sendTwo = (name: string): StagedAttempt => ({
    ...sentBy(name),
    input: (account) => ({
      channel_id: channelOf(account).key,
      text: 'The stand-up moves to 9:30',
      reply: 'Bring the numbers of last week',
    }),
  })

  it('rejects what says nothing of a write that failed after another, and accepts what does', async () => {
    expect(brokenIn(await verdictOn(sendTwo('says-nothing-of-the-second-write')))).toEqual([
      'not-found-surfaces',
      'fails-whole',
    ])
    for (const name of ['reports-each-failure', 'cleans-up-after-itself']) {
      const verdict = await verdictOn(sendTwo(name))
      expect(brokenIn(verdict)).toEqual([])
      expect(verdict.artefact).toBe('accepted')
      expect(verdict.checks).toContainEqual({ check: 'fails-whole', outcome: 'held' })
    }
  })

  it('rejects what takes a page for an empty list, and accepts what hands on whatever comes', async () => {
    const list = { interaction: interactionOf('slack/list-user-groups'), input: () => ({}) }
    const empty = await verdictOn({ ...list, source: sourceOf('takes-a-page-for-nothing') })
    expect(brokenIn(empty)).toEqual(['unreadable-surfaces'])
    const raw = await verdictOn({
      interaction: interactionOf('slack/get-user'),
      source: sourceOf('hands-on-what-it-reads'),
      input: (account) => ({ user: account.find(({ collection }) => collection === 'users')!.key }),
    })
    expect(brokenIn(raw)).toEqual([])
    expect(raw.artefact).toBe('accepted')
  })

  it('accepts a sync that reads every page, and rejects those that lose records', async () => {
    const staged = (name: string) => ({
      interaction: interactionOf('slack/sync-users'),
      source: sourceOf(name),
      input: () => undefined,
    })
    expect(await verdictOn(staged('syncs-every-page'))).toMatchObject({ artefact: 'accepted' })
    expect(brokenIn(await verdictOn(staged('syncs-one-page')))).toContain('pages-read')
    expect(brokenIn(await verdictOn(staged('syncs-one-id')))).toContain('pages-read')
  })

  it('accepts a search that stops when it has found', async () => {
    const name = (account: AccountState) =>
      account.filter(({ collection }) => collection === 'users')[3]!.fields['name']!
    const verdict = await verdictOn({
      interaction: interactionOf('slack/get-user'),
      source: sourceOf('finds-in-a-list'),
      input: (account) => ({ name: name(account) }),
    })
    expect(brokenIn(verdict)).toEqual([])
    expect(verdict.artefact).toBe('accepted')
  })

  it('accepts a search, and rejects one that asks only for what the agent had asked for', async () => {
    const search = (name: string) => ({
      interaction: interactionOf('slack/search-messages'),
      source: sourceOf(name),
      input: () => ({ query: 'joined the channel' }),
    })
    expect(await verdictOn(search('searches'))).toMatchObject({ artefact: 'accepted' })
    expect(brokenIn(await verdictOn(search('searches-for-what-it-knew')))).toContain('request-from-input')
  })

  it('accepts a deletion that answers nothing, and rejects one that does nothing', async () => {
    const interaction = interactionOf('google-calendar/delete-event', {
      operations: [{ method: 'DELETE', path: 'events/{eventId}' }],
    })
    const input = (account: AccountState) => ({
      calendarId: String(eventOf(account).fields['calendarId']),
      eventId: String(eventOf(account).fields['id']),
    })
    expect(await verdictOn({ interaction, source: sourceOf('delete-void'), input })).toMatchObject({
      artefact: 'accepted',
    })
    const nothing = await verdictOn({ interaction, source: sourceOf('delete-nothing'), input })
    expect(brokenIn(nothing)).toContain('read-back')
  })

  it('undoes what was already done, to see the effect of doing it', async () => {
    const verdict = await verdictOn({
      interaction: interactionOf('slack/join-channel', {
        operations: [{ method: 'POST', path: 'conversations.join' }],
      }),
      source: sourceOf('joins-a-channel'),
      input: (account) => ({ channel_id: channelOf(account).key }),
    })
    expect(brokenIn(verdict)).toEqual([])
    expect(verdict.artefact).toBe('accepted')
  })

  it('believes the gateway, not the agent, about being blocked', async () => {
    const staged = { ...sentBy('honest-send'), scopes: ['channels:read'] }
    const verdict = await verdictOn(staged)
    expect(verdict).toMatchObject({ artefact: 'blocked', blocked: { exchanges: [expect.any(Number)] } })
  })
})
