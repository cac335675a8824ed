import { describe, expect, it } from 'vitest'
import { parseSpec } from './parse-spec.ts'
import { planSpec } from './plan.ts'

const options = { embedded: ['slack', 'google-calendar'] }

describe('planSpec', () => {
  it('keeps the order of the file and gives each interaction its ladder', () => {
    const plan = planSpec(spec('send-message: {does: Send, models: [a/b, c/d]}', 'list-users: List'), options)
    expect(plan.interactions.map(({ id }) => id)).toEqual(['slack/send-message', 'slack/list-users'])
    expect(plan.ladders).toEqual({ 'slack/send-message': ['a/b', 'c/d'], 'slack/list-users': ['e/f'] })
  })

  it('takes a sync from its name and reserves its model', () => {
    const [sync] = planSpec(spec('sync-events: Sync events'), options).interactions
    expect(sync).toMatchObject({ kind: 'sync', model: 'Event' })
  })

  it('keeps the models of one API apart', () => {
    const plan = planSpec(spec('sync-events: a', 'events: {does: b, kind: sync}', 'sync-records: c'), options)
    expect(plan.interactions.map(({ model }) => model)).toEqual(['SyncEvents', 'Events', 'SyncRecords'])
  })

  it('chooses by pattern on the id or on the name, and by number', () => {
    const parsed = spec('send-message: a', 'update-message: b', 'list-users: c')
    const ids = (only: string, limit?: number) =>
      planSpec(parsed, { ...options, only, ...(limit !== undefined && { limit }) }).interactions.map(({ name }) => name)
    expect(ids('*-message')).toEqual(['send-message', 'update-message'])
    expect(ids('slack/list-users')).toEqual(['list-users'])
    expect(ids('slack/*', 1)).toEqual(['send-message'])
    expect(() => ids('slack/lst-users')).toThrow('Did you mean "slack/list-users"?')
  })

  it('refuses an API that nothing can answer for', () => {
    const parsed = parseSpec('version: 1\napis: {slak: {interactions: {it: Do}}}', 'a.yaml', [])
    expect(() => planSpec(parsed, options)).toThrow('The API "slak" has no embedded stand-in. Did you mean "slack"?')
    expect(() => planSpec(parsed, { ...options, upstream: 'nango' })).toThrow('has no connection')
  })

  it('lets the command line speak over the spec', () => {
    const plan = planSpec(spec('it: Do'), { ...options, model: 'rehearsal', attempts: 1, usd: 5 })
    expect(plan.ladders['slack/it']).toEqual(['rehearsal/honest'])
    expect(plan.budget).toEqual({ attempts: 1, usd: 5 })
  })
})

function spec(...interactions: string[]) {
  const lines = interactions.map((line) => `      ${line}\n`).join('')
  return parseSpec(`version: 1\nmodels: [e/f]\napis:\n  slack:\n    interactions:\n${lines}`, 'a.yaml', [])
}
