import { describe, expect, it } from 'vitest'
import { phaseTimer } from './phase-timer.ts'

describe('phaseTimer', () => {
  it('tells the time with anybody in a phase from the sum over all', () => {
    let now = 0
    const timer = phaseTimer(() => now)
    const [first, second] = [timer.enter('agent'), timer.enter('agent')]
    now = 10
    first()
    now = 15
    second()
    now = 99
    expect(timer.times('agent')).toEqual({ wallSeconds: 15, interactionSeconds: 25 })
    expect(timer.times('verify')).toEqual({ wallSeconds: 0, interactionSeconds: 0 })
  })

  it('parts what happened since it was last asked by the work in hand', () => {
    let now = 0
    const timer = phaseTimer(() => now)
    timer.enter('agent')
    timer.enter('agent')
    timer.enter('agent')
    timer.enter('verify')
    now = 2
    expect(timer.parts()).toEqual({ prepare: 0, agent: 0.75, verify: 0.25, assemble: 0 })
  })

  it('takes time with nothing in hand for preparation', () => {
    let now = 0
    const timer = phaseTimer(() => now)
    now = 5
    expect(timer.parts()).toMatchObject({ prepare: 1, agent: 0 })
  })
})
