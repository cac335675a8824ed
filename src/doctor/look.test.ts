import { describe, expect, it } from 'vitest'
import { UserError } from '../lib/user-error.ts'
import { findingText, summaryOf } from './doctor-text.ts'
import { diskSeen, memorySeen, socketsSeen } from './look-at-machine.ts'
import { type Finding, type Look, good, lookAt, noted, toMend } from './look.ts'

const screen = { columns: 60, paint: (_: string, text: string) => text }
const fix = 'the usual fix'

describe('looking at the rig', () => {
  it('takes a mistake for a finding with its own fix, and anything else for one with the look’s', async () => {
    const throwing = (about: string, error: unknown): Look => ({
      about,
      fix,
      find: () => {
        throw error
      },
    })
    const findings = await lookAt([
      throwing('box', new UserError('no bwrap', 'install it')),
      throwing('gateway', new TypeError('x is undefined')),
      throwing('other', 'a text'),
      { about: 'node', fix, find: () => [good('24')] },
    ])
    expect(findings).toEqual([
      { about: 'box', outcome: 'mend', says: 'no bwrap', fix: 'install it' },
      { about: 'gateway', outcome: 'mend', says: 'x is undefined', fix },
      { about: 'other', outcome: 'mend', says: 'a text', fix },
      { about: 'node', outcome: 'good', says: '24' },
    ])
  })

  it('does not look at what needs a thing that is broken, and tells each finding as it comes', async () => {
    const told: Finding[] = []
    let looked = 0
    const find = () => (looked++, [good('there')])
    const looks: Look[] = [
      { about: 'box', fix, find: () => [good('some'), toMend('leaks', 'mend it')] },
      { about: 'toolchain', needs: ['box'], fix, find },
      { about: 'disk', needs: ['node'], fix, find },
    ]
    const findings = await lookAt(looks, (finding) => told.push(finding))
    expect(looked).toBe(1)
    expect(findings.map(({ outcome }) => outcome)).toEqual(['good', 'mend', 'not-looked', 'good'])
    expect(told).toEqual(findings)
  })

  it('is said a line each, with the fix below that can be copied, and nothing hostile in it', () => {
    expect(findingText({ about: 'disk', ...good('9000 MB free') }, screen)).toBe('✓ disk         9000 MB free\n')
    const long = toMend(
      'it leaks: '.repeat(10),
      'sudo apt-get install --yes bubblewrap socat ripgrep util-linux coreutils',
    )
    const text = findingText({ about: 'box', ...long }, screen)
    expect(text).toMatch(/^✗ box {10}it leaks/)
    expect(text).toMatch(/\n {4}→ sudo apt-get install --yes bubblewrap socat ripgrep util-linux coreutils\n$/)
    expect(findingText({ about: 'model', ...noted('a\u001b[31mb') }, screen)).not.toContain('\u001b')
    expect(
      summaryOf([
        { about: 'box', ...good('') },
        { about: 'spec', ...noted('') },
      ]),
    ).toMatch(/^Ready/)
    expect(summaryOf([{ about: 'box', ...long }])).toMatch(/^1 thing to mend/)
  })
})

describe('the machine', () => {
  it.each([
    [100, 'mend'],
    [300, 'note'],
    [9_000, 'good'],
  ])('with %i MB of disk is %s', (free, outcome) => expect(diskSeen(free).outcome).toBe(outcome))

  it.each([
    [500, 'mend', '1 at once'],
    [2_000, 'note', '1 at once'],
    [16_000, 'good', '24 at once'],
  ])('with %i MB of memory is %s', (freeMb, outcome, says) => {
    expect(memorySeen({ cores: 2, freeMb })).toMatchObject({ outcome, says: expect.stringContaining(says) })
  })

  it('has to have a short path for sockets', () => {
    expect(socketsSeen('/tmp').outcome).toBe('good')
    expect(socketsSeen(`/${'long/'.repeat(20)}`)).toMatchObject({
      outcome: 'mend',
      fix: expect.stringContaining('TMPDIR'),
    })
  })
})
