import { describe, expect, it } from 'vitest'
import { type Gate, type Held, type Hold, openPurse } from './purse.ts'

const ever = new AbortController().signal
const payer = (interaction = 'slack/a', session = 's') => ({ api: interaction.split('/')[0]!, interaction, session })

describe('a purse', () => {
  it('lets nobody have what is held for another, and gives back what was not needed', async () => {
    const purse = openPurse({ run: 1 })
    const first = held(await purse.hold(payer(), 0.7, ever))
    const second = purse.hold(payer('slack/b', 't'), 0.7, ever)
    expect(await Promise.race([second, 'waits'])).toBe('waits')
    first.settle(0.2)
    expect((await second).kind).toBe('held')
  })

  it('gives the last of a cap to one that may overdraw it, and to no more', async () => {
    const purse = openPurse({ run: 1 })
    const first = held(await purse.hold(payer(), 5, ever))
    const second = purse.hold(payer('slack/b', 't'), 0.1, ever)
    expect(await Promise.race([second, 'waits'])).toBe('waits')
    first.settle(1.5)
    expect(await second).toEqual({ kind: 'reached', level: 'run' })
    expect(purse.reached(payer('slack/c'))).toBe('run')
  })

  it('names the widest cap that is spent, and lets whoever has one of his own go on', async () => {
    const purse = openPurse({ run: 10, api: { slack: 2 }, interaction: 1, attempt: 0.5 })
    held(await purse.hold(payer(), 0.1, ever)).settle(0.6)
    expect(await purse.hold(payer(), 0.1, ever)).toEqual({ kind: 'reached', level: 'attempt' })
    held(await purse.hold(payer('slack/a', 'next'), 0.1, ever)).settle(0.4)
    expect(await purse.hold(payer('slack/a', 'third'), 0.1, ever)).toEqual({ kind: 'reached', level: 'interaction' })
    held(await purse.hold(payer('slack/b', 'other'), 0.1, ever)).settle(1)
    expect(purse.reached(payer('slack/c'))).toBe('api')
    expect(purse.reached(payer('hubspot/a'))).toBeUndefined()
    expect((await purse.hold(payer('hubspot/a', 'far'), 0.1, ever)).kind).toBe('held')
  })

  it('lets nobody overtake whoever waits for the same cap', async () => {
    const purse = openPurse({ run: 1 })
    const first = held(await purse.hold(payer(), 0.5, ever))
    const large = purse.hold(payer('slack/b', 't'), 0.9, ever)
    const small = purse.hold(payer('slack/c', 'u'), 0.1, ever)
    expect(await Promise.race([small, 'waits'])).toBe('waits')
    first.settle(0)
    expect((await large).kind).toBe('held')
    expect((await small).kind).toBe('held')
  })

  it('forgets whoever has gone', async () => {
    const purse = openPurse({ run: 1 })
    const first = held(await purse.hold(payer(), 0.9, ever))
    const gone = new AbortController()
    const waiting = purse.hold(payer('slack/b', 't'), 0.9, gone.signal)
    gone.abort()
    expect(await waiting).toEqual({ kind: 'gone' })
    first.settle(0.1)
    first.settle(0.8) // once is enough
    expect((await purse.hold(payer('slack/c', 'u'), 0.9, ever)).kind).toBe('held')
  })

  it('ends a wait that takes too long: the cap counts as reached, for everybody', async () => {
    const purse = openPurse({ run: 1 }, [], 20)
    held(await purse.hold(payer(), 0.9, ever))
    expect(purse.reached(payer())).toBeUndefined()
    const waiting = [purse.hold(payer('slack/b', 't'), 0.9, ever), purse.hold(payer('slack/c', 'u'), 0.05, ever)]
    expect((await Promise.all(waiting)).map(({ kind }) => kind)).toEqual(['reached', 'reached'])
    expect(purse.reached(payer())).toBe('run')
  })

  it('ends the wait of a client that gives up and comes again, too, and keeps its place', async () => {
    const purse = openPurse({ run: 1 }, [], 60)
    const first = held(await purse.hold(payer(), 0.9, ever))
    const comes = async (ms: number) => purse.hold(payer('slack/b', 't'), 0.9, AbortSignal.timeout(ms))
    expect(await comes(20)).toEqual({ kind: 'gone' })
    const other = purse.hold(payer('slack/c', 'u'), 0.9, ever)
    const again = comes(10_000)
    first.settle(0)
    const second = held(await again)
    expect(await Promise.race([other, 'waits'])).toBe('waits')
    second.settle(0)
    held(await other)
    for (let tries = 0; tries < 20; tries++) {
      const answer = await comes(20)
      if (answer.kind === 'gone') continue
      return expect(answer).toEqual({ kind: 'reached', level: 'run' })
    }
    throw new Error('it waits for ever')
  })

  it('keeps nothing from others for one whose gate is shut, and lets him in when it opens', async () => {
    const purse = openPurse({ run: 1 })
    const gate = gateThatIs('shut')
    const waiting = purse.hold(payer(), 0.9, ever, gate)
    const first = held(await purse.hold(payer('slack/b', 't'), 0.9, ever))
    gate.is = 'open'
    purse.serve()
    expect(await Promise.race([waiting, 'waits'])).toBe('waits')
    // From now on he is the one who waits for money, so nobody overtakes him.
    const later = purse.hold(payer('slack/c', 'u'), 0.1, ever)
    expect(await Promise.race([later, 'waits'])).toBe('waits')
    first.settle(0)
    expect((await waiting).kind).toBe('held')
    expect(gate.entered).toBe(1)
  })

  it('counts no cap as reached since somebody waited long for his turn', async () => {
    const purse = openPurse({ run: 1 }, [], 20)
    const gate = gateThatIs('shut')
    const waiting = purse.hold(payer(), 0.9, ever, gate)
    const first = held(await purse.hold(payer('slack/b', 't'), 0.9, ever))
    await new Promise((resolve) => setTimeout(resolve, 40))
    gate.is = 'open'
    purse.serve()
    expect(purse.reached(payer())).toBeUndefined()
    first.settle(0.1)
    expect((await waiting).kind).toBe('held')
  })

  it('sends away whoever waits before a gate that is closed for good', async () => {
    const purse = openPurse({ run: 1 })
    const gate = gateThatIs('shut')
    const waiting = purse.hold(payer(), 0.9, ever, gate)
    gate.is = 'closed'
    purse.serve()
    expect(await waiting).toEqual({ kind: 'closed' })
  })

  it('goes on with what earlier processes spent', async () => {
    const purse = openPurse({ run: 3, interaction: 1 }, [{ api: 'slack', interaction: 'slack/a', usd: 1 }])
    expect(purse.reached(payer())).toBe('interaction')
    expect(purse.reached(payer('slack/b'))).toBeUndefined()
  })
})

function gateThatIs(is: ReturnType<Gate['state']>) {
  return {
    is,
    entered: 0,
    state() {
      return this.is
    },
    enter() {
      this.entered++
    },
  }
}

function held(answer: Held): Hold {
  if (answer.kind !== 'held') throw new Error(`not held: ${answer.kind}`)
  return answer
}
