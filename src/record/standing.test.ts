import { describe, expect, it } from 'vitest'
import { attemptEntries, recorded, verdict } from '../../test/samples.ts'
import type { Entry } from './entry.ts'
import { standingIn } from './standing.ts'

const id = 'slack/send-message'
const rejected = verdict({ artefact: 'rejected' })
const begun = (attempt: number): Entry => ({ kind: 'attempt-started', interaction: id, attempt, model: 'm' })
const settled = (kind: 'given-up' | 'faulted'): Entry => ({
  kind: 'settled',
  interaction: id,
  outcome: kind === 'faulted' ? { kind, because: 'the server died' } : { kind },
})
const fault: Entry = { kind: 'rig-fault', interaction: id, attempt: 2, because: 'the server died' }

describe('where the record leaves an interaction', () => {
  const after = (...entries: Entry[]) => standingIn(recorded(...entries), id)

  it('before its first attempt', () => {
    expect(after()).toEqual({ kind: 'open', next: 1, isAgain: false })
  })

  it('in the middle of an attempt: that number begins again, and those before it count', () => {
    expect(after(...attemptEntries(id, 1, rejected), begun(2))).toEqual({ kind: 'open', next: 2, isAgain: true })
  })

  it('after a verdict, with nothing drawn from it yet', () => {
    expect(after(...attemptEntries(id, 2, rejected))).toMatchObject({ kind: 'judged', attempt: 2, isTraced: false })
    const traced: Entry = { kind: 'traced', interaction: id, attempt: 2, findings: [] }
    expect(after(...attemptEntries(id, 2, rejected), traced)).toMatchObject({ kind: 'judged', isTraced: true })
  })

  it('decided', () => {
    expect(after(...attemptEntries(id, 1, rejected), settled('given-up'))).toEqual({
      kind: 'settled',
      outcome: { kind: 'given-up' },
    })
  })

  it('faulted by our side: open, with the attempts that were judged', () => {
    expect(after(...attemptEntries(id, 1, rejected), begun(2), fault, settled('faulted'))).toEqual({
      kind: 'open',
      next: 2,
      isAgain: true,
      because: 'the server died',
    })
  })

  it('undecided: it costs no attempt', () => {
    const undecided = attemptEntries(id, 1, verdict({ artefact: 'undecided' }))
    expect(after(...undecided, settled('faulted'))).toMatchObject({ kind: 'open', next: 1, isAgain: true })
  })

  it('begun once more after it was settled', () => {
    expect(after(...attemptEntries(id, 1, rejected), settled('given-up'), begun(1))).toEqual({
      kind: 'open',
      next: 1,
      isAgain: true,
    })
  })
})
