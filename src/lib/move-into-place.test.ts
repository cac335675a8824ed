import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { moveIntoPlace } from './move-into-place.ts'
import { openTempDir } from './temp-dir.ts'

describe('a directory that is moved into its place', () => {
  it.each([
    ['nothing is', () => undefined],
    ['a broken one is', (place: string) => void mkdirSync(join(place, 'half'), { recursive: true })],
    ['a file is', (place: string) => writeFileSync(place, '')],
  ])('is there, and nothing else is left of it, where %s there before', async (_, before) => {
    await using temp = await openTempDir()
    const [made, place] = [join(temp.dir, 'made'), join(temp.dir, 'place')]
    before(place)
    make(made, 'mine')
    moveIntoPlace(made, place, () => existsSync(join(place, 'whole')))
    expect(readdirSync(place)).toEqual(['mine', 'whole'])
    expect(readdirSync(temp.dir).filter((name) => !name.startsWith('moving.lock'))).toEqual(['place'])
  })

  it('gives way to one that was quicker and is whole', async () => {
    await using temp = await openTempDir()
    const [made, place] = [join(temp.dir, 'made'), join(temp.dir, 'place')]
    make(place, 'theirs')
    make(made, 'mine')
    moveIntoPlace(made, place, () => existsSync(join(place, 'whole')))
    expect(readdirSync(place)).toEqual(['theirs', 'whole'])
  })

  it('is never taken away again by another who found a broken one at the same time', async () => {
    await using temp = await openTempDir()
    for (let place = 0; place < places; place++)
      mkdirSync(join(temp.dir, `place-${place}`, 'half'), { recursive: true })
    // They wait for each other: when one has failed, nobody else would end.
    const ended = new AbortController()
    try {
      await Promise.all(movers.map((name) => inAnotherProcess(mover(temp.dir, name), ended.signal)))
    } finally {
      ended.abort()
    }
    for (let place = 0; place < places; place++)
      expect(readdirSync(join(temp.dir, `place-${place}`))).toContain('whole')
  })
})

const [places, movers] = [30, [1, 2, 3]]

function make(dir: string, name: string): void {
  mkdirSync(dir)
  for (const file of [name, 'whole']) writeFileSync(join(dir, file), '')
}

/** Moves one to each place when all others are about to, and ends with an error when it was gone a moment later. */
function mover(dir: string, name: number): string {
  return `import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { moveIntoPlace } from './src/lib/move-into-place.ts'
const [movers, asleep] = [${JSON.stringify(movers)}, new Int32Array(new SharedArrayBuffer(4))]
for (let number = 0; number < ${places}; number++) {
  const [made, place] = ['${dir}/made-${name}-' + number, '${dir}/place-' + number]
  const isWhole = () => existsSync(place + '/whole')
  mkdirSync(made)
  writeFileSync(made + '/whole', '')
  writeFileSync('${dir}/ready-${name}-' + number, '')
  while (!movers.every((each) => existsSync('${dir}/ready-' + each + '-' + number))) Atomics.wait(asleep, 0, 0, 1)
  moveIntoPlace(made, place, isWhole)
  for (let look = 0; look < 100; look++) if (!isWhole()) throw new Error('it is gone')
}`
}

async function inAnotherProcess(script: string, signal: AbortSignal): Promise<void> {
  await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', script], { signal })
}
