import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTempDir } from '../lib/temp-dir.ts'
import { prepareToolchain } from '../nango/prepare-toolchain.ts'
import { projectFiles, sourcePath } from '../nango/project-files.ts'
import { openReader } from '../nango/reader.ts'
import type { Interaction } from '../plan/interaction.ts'
import { scaffold } from './scaffold.ts'
import { readSource } from './source.ts'
import { manifestChanges, openWorkspace } from './workspace.ts'

const greet: Interaction = {
  id: 'toy/greet',
  api: 'toy',
  name: 'greet',
  kind: 'action',
  does: 'Greets "somebody".',
  connection: 'test',
  docs: [],
  operations: [],
  exempt: [],
}
const people: Interaction = { ...greet, name: 'sync-people', kind: 'sync', model: 'ToyPerson' }

const toolchain = await prepareToolchain(join(import.meta.dirname, '../../node_modules/.cache/assay'))

describe('openWorkspace', () => {
  it('gives an agent a project that is ours but for one file, in under 200 ms', async () => {
    const temp = await openTempDir()
    try {
      await openWorkspace({ dir: join(temp.dir, 'first'), interaction: greet, toolchain, guardrails: 'enforce' })
      const began = performance.now()
      const workspace = await openWorkspace({
        dir: join(temp.dir, 'second'),
        interaction: people,
        toolchain,
        guardrails: 'enforce',
      })
      expect(performance.now() - began).toBeLessThan(200)
      expect(await readSource(workspace)).toMatchObject({ kind: 'file', text: scaffold(people) })
      expect(await manifestChanges(workspace)).toEqual([])
    } finally {
      await temp[Symbol.asyncDispose]()
    }
  })
})

describe('scaffold', () => {
  it('type-checks as it is, for actions, syncs and syncs with metadata', async () => {
    const reader = openReader(toolchain)
    try {
      for (const interaction of [greet, people, { ...people, metadata: { calendar: 'x' } }]) {
        const source = { path: sourcePath(interaction), text: scaffold(interaction) }
        expect(await reader.compile([...projectFiles(toolchain, [interaction]), source])).toMatchObject({
          kind: 'built',
        })
      }
    } finally {
      await reader[Symbol.asyncDispose]()
    }
  })
})
