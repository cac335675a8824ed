import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { dependencyClosure } from './dependency-closure.ts'

type Tree = Record<string, { version?: string; [needs: string]: unknown }>

describe('dependencyClosure', () => {
  it('takes what the packages need and leaves the rest', async () => {
    const tree: Tree = {
      'node_modules/a': { dependencies: { b: '*' }, optionalDependencies: { 'not-here': '*' } },
      'node_modules/b': { peerDependencies: { c: '*', d: '*' }, peerDependenciesMeta: { d: { optional: true } } },
      'node_modules/c': {},
      'node_modules/d': {},
      'node_modules/unrelated': {},
    }
    expect(await places(tree, ['a'])).toEqual(['node_modules/a 1.0.0', 'node_modules/b 1.0.0', 'node_modules/c 1.0.0'])
  })

  it('keeps two versions apart, wherever they were installed', async () => {
    const tree: Tree = {
      'node_modules/a': { dependencies: { c: '*' } },
      'node_modules/b': { dependencies: { c: '*', d: '*' } },
      'node_modules/b/node_modules/c': { version: '2.0.0' },
      'node_modules/c': { version: '1.0.0' },
      'app/node_modules/d': {},
      'node_modules/d': { dependencies: { c: '*' } },
    }
    expect(await places(tree, ['a', 'b'])).toEqual([
      'node_modules/a 1.0.0',
      'node_modules/b 1.0.0',
      'node_modules/b/node_modules/c 2.0.0',
      'node_modules/c 1.0.0',
      'node_modules/d 1.0.0',
    ])
  })

  it('says what is missing', async () => {
    await expect(places({ 'node_modules/a': { dependencies: { b: '*' } } }, ['a'])).rejects.toThrow(
      'b, needed by node_modules/a, is not installed',
    )
  })
})

/** Asked from `app`, below which and above which packages may be installed. */
async function places(tree: Tree, names: readonly string[]): Promise<string[]> {
  const temp = await openTempDir()
  try {
    await mkdir(join(temp.dir, 'app'), { recursive: true })
    for (const [place, manifest] of Object.entries(tree)) {
      await mkdir(join(temp.dir, place), { recursive: true })
      await writeFile(join(temp.dir, place, 'package.json'), JSON.stringify({ version: '1.0.0', ...manifest }))
    }
    const closure = dependencyClosure(join(temp.dir, 'app'), names)
    return closure.map(({ to, version }) => `${to} ${version}`).toSorted()
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}
