import { describe, expect, it } from 'vitest'
import { accessFailure } from './access-failure.ts'
import { dryRun, evidence, exchange } from './testing/samples.ts'

const stop = (level: 'connection' | 'operation') => ({ level, operation: 'POST acl', because: 'refused', exchange: 1 })
const refused = exchange({ status: 403 })

describe('accessFailure', () => {
  it('is none where nothing was stopped', () => {
    expect(accessFailure(evidence())).toBeUndefined()
  })

  it('is final for a dead credential', () => {
    const later = exchange({ seq: 2, during: 'dry-run-2' })
    const dryRuns = [dryRun({ exitCode: 12 }), dryRun({ label: 'dry-run-2' })]
    expect(
      accessFailure(evidence({ accessStops: [stop('connection')], recording: [refused, later], dryRuns })),
    ).toMatchObject({ isFinal: true })
  })

  it('is final for a missing scope, unless another way was found', () => {
    const accessStops = [stop('operation')]
    expect(
      accessFailure(evidence({ accessStops, recording: [refused], dryRuns: [dryRun({ exitCode: 12 })] })),
    ).toMatchObject({ isFinal: true })
    const later = exchange({ seq: 2, during: 'dry-run-2' })
    const dryRuns = [dryRun({ exitCode: 12 }), dryRun({ label: 'dry-run-2' })]
    expect(accessFailure(evidence({ accessStops, recording: [refused, later], dryRuns }))).toMatchObject({
      isFinal: false,
      blocked: { exchanges: [1] },
    })
  })

  it('counts for the operations that the interaction is about, and no others', () => {
    const interaction = { ...evidence().interaction, operations: [{ method: 'POST', path: '/calendars/{id}/acl' }] }
    const accessStops = [stop('operation')]
    const asked = { method: 'POST', status: 403 }
    const own = exchange({ ...asked, url: 'https://www.googleapis.com/calendar/v3/calendars/c1/acl' })
    const other = exchange({ ...asked, url: 'https://www.googleapis.com/drive/v3/files' })
    expect(accessFailure(evidence({ interaction, accessStops, recording: [own] }))).toBeDefined()
    expect(accessFailure(evidence({ interaction, accessStops, recording: [other] }))).toBeUndefined()
    const dead = [...accessStops, stop('connection')]
    expect(accessFailure(evidence({ interaction, accessStops: dead, recording: [other] }))).toBeDefined()
  })
})
