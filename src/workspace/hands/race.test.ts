import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { boxHere } from '../../../test/box-here.ts'
import { readSource } from '../source.ts'
import { openHands } from './open-hands.ts'
import { type TestHands, callHands, openTestHands } from './open-test-hands.ts'

const notFound = /SIBLING-SECRET|HOST-SECRET/

/** A shell that makes a path lead now here, now there, while somebody of ours reads by it. */
describe.skipIf(!boxHere)('a link that is flipped', () => {
  const opened: AsyncDisposable[] = []
  afterEach(async () => {
    for (const each of opened.splice(0).toReversed()) await each[Symbol.asyncDispose]()
  })
  const keep = <thing extends AsyncDisposable>(thing: thing): thing => {
    opened.push(thing)
    return thing
  }
  const flips = (ways: readonly string[], seconds: number) =>
    `end=$((SECONDS + ${seconds})); while ((SECONDS < end)); do ${ways.join('; ')}; done`

  it.each(['enforce', 'observe'] as const)(
    'leads no file tool out, in one message or at the very same time, guardrails %s',
    async (guardrails) => {
      const hands = keep(await openTestHands({ guardrails }))
      // Hands take one call after the other. A second pair of the same workspace does not wait for the first.
      const socketPath = join(hands.dir, 'second.sock')
      keep(await openHands({ ...hands.options, socketPath }))
      const targets = ['/ws/s2/slack/actions', `${hands.dir}/s2/slack/actions`, hands.dir, 'slack/actions', '../s2']
      const flipping = hands.bash(
        flips(
          targets.map((target) => `ln -sfn ${target} scratch/flip`),
          2,
        ),
      )
      const calls = Array.from({ length: 40 }, (_, n) => [
        ['read', { filePath: `scratch/flip/${['post.ts', 'canary'][n % 2]}` }] as const,
        ['grep', { pattern: 'SECRET', path: 'scratch/flip' }] as const,
        ['write', { filePath: 'scratch/flip/canary', content: 'forged' }] as const,
      ]).flat()
      const answers = await Promise.all([
        ...calls.map(([tool, args]) => callHands({ socketPath, tool, args })),
        ...calls.slice(0, 30).map(([tool, args]) => hands.call(tool, args)),
      ])
      await flipping
      expect(answers).toHaveLength(150)
      expect(JSON.stringify(answers)).not.toMatch(notFound)
      expect(readFileSync(join(hands.dir, 'canary'), 'utf8')).toBe('HOST-SECRET')
      expect(readFileSync(join(hands.dir, 's2/slack/actions/post.ts'), 'utf8')).toBe('SIBLING-SECRET')
    },
    40_000,
  )

  const race = async (read: (dir: string) => Promise<string>) => {
    const seen: string[] = []
    const hands: TestHands = keep(
      await openTestHands({
        guardrails: 'observe',
        run: {
          nango: async () => {
            for (let n = 0; n < 200; n++) {
              seen.push(await read(join(hands.dir, 's1')))
              await sleep(2)
            }
            return { exitCode: 0, output: 'read' }
          },
          docs: async () => '',
          blocked: () => undefined,
        },
      }),
    )
    writeFileSync(join(hands.dir, 'post.ts'), 'HOST-SECRET')
    const file = flips(
      [
        `ln -sfn ${hands.dir}/canary slack/actions/post.ts`,
        'rm -f slack/actions/post.ts',
        'echo mine >slack/actions/post.ts',
        'mv slack/actions slack/kept',
        `ln -sfn ${hands.dir} slack/actions`,
        'rm slack/actions',
        'mv slack/kept slack/actions',
      ],
      3,
    )
    await hands.bash(`( ${file} ) & sleep 0.2; for n in 1 2 3; do nango dryrun post; done`)
    expect(seen.length).toBeGreaterThanOrEqual(600)
    return seen
  }

  it('does not have the source read from elsewhere, not by its name and not by its directory', async () => {
    const seen = await race(async (dir) =>
      JSON.stringify(await readSource({ dir, sourceFile: 'slack/actions/post.ts' })),
    )
    expect(seen.join('')).not.toMatch(notFound)
    expect(seen.join('')).toContain('mine')
  }, 40_000)

  it('would have it read from elsewhere by a reader that follows links', async () => {
    const seen = await race(async (dir) => {
      try {
        return readFileSync(join(dir, 'slack/actions/post.ts'), 'utf8')
      } catch {
        return '' // just then there is none
      }
    })
    expect(seen.join('')).toMatch(/HOST-SECRET/)
  }, 40_000)
})
