import { describe, expect, it } from 'vitest'
import { artefactChecks } from '../verify/checks/index.ts'
import { conductChecks } from '../verify/conduct/judge-conduct.ts'
import { fakeWorkspace } from './fake-tools.ts'
import { withFillers } from './fillers.ts'
import { gallery } from './gallery.ts'
import { rehearse } from './rehearse.ts'
import { works } from './works/work.ts'

const known = [...artefactChecks, ...conductChecks].map(({ name }) => name)
const cases = gallery.flatMap((part) => part.on.map((interaction) => ({ part, interaction })))
const names = ({ part, interaction }: (typeof cases)[number]) =>
  [`${part.name} on ${interaction}`, part, interaction] as const

function prompt(interaction: string): string {
  const kind = fileOf(interaction).includes('/syncs/') ? 'sync' : 'action'
  const model = kind === 'sync' ? 'Model name: Thing\n' : ''
  return `Interaction: ${interaction}\nKind: ${kind}\nWhat it does: x\nFile: ${fileOf(interaction)}\nConnection: demo\n${model}Docs: search with the docs tool\n`
}

function fileOf(interaction: string): string {
  const [api, name = ''] = interaction.split('/')
  return `${api}/${name.startsWith('sync-') ? 'syncs' : 'actions'}/${name}.ts`
}

/** A dry run that names whatever any work looks for. */
const found = Object.fromEntries(works.flatMap(({ look }) => (look?.finds ?? []).map((name) => [name, `${name}-7`])))
const passes = () => `Done\n${JSON.stringify(found, null, 2)}\n`

describe('the gallery', () => {
  it('plays each part with honest turns in between, more or fewer by the seed', () => {
    const [part] = gallery
    const { tools } = fakeWorkspace('slack/actions/send-message.ts', passes)
    const turnsWith = (seed: number) =>
      rehearse(withFillers(part!), prompt('slack/send-message'), tools, seed).turns.length
    const lengths = new Set([1, 2, 3, 4, 5, 6].map(turnsWith))
    expect(lengths.size).toBeGreaterThan(2)
    expect(rehearse(part!, prompt('slack/send-message'), tools).turns.length).toBeLessThanOrEqual(Math.min(...lengths))
  })

  it('has names that nobody shares', () => {
    const all = gallery.map(({ name }) => name)
    expect(all).toEqual([...new Set(all)])
  })

  it.each(cases.map(names))('%s comes to an end of words, whatever its tools say', (_, part, interaction) => {
    const on = `${interaction}-harbour-7`
    const { tools } = fakeWorkspace(fileOf(on), passes)
    for (const seed of [1, 2]) {
      const { turns } = rehearse(part, prompt(on), tools, seed)
      expect(turns.at(-1)?.text).toBeTruthy()
      expect(turns.filter(({ isFatal }) => isFatal).length).toBeLessThanOrEqual(1)
    }
    expect(rehearse(part, prompt(on), () => '').turns.at(-1)?.calls ?? []).toEqual([])
  })

  it.each(gallery.filter(({ kind }) => kind === 'villain').map((part) => [part.name, part] as const))(
    '%s names what is meant to catch it',
    (_, part) => {
      expect(part.caughtBy.length).toBeGreaterThan(0)
      for (const name of part.caughtBy) expect(known).toContain(name)
    },
  )
})
