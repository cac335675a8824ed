import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkNames } from '../../check-names.ts'
import { planDemo } from '../../demo/demo.ts'
import { type Json, isJsonObject } from '../../lib/json.ts'
import type { Interaction } from '../../plan/interaction.ts'
import { parseSpec } from '../../plan/parse-spec.ts'
import { planSpec } from '../../plan/plan.ts'
import { standInApis } from '../../standins/open-stand-in.ts'
import { brokenIn, verdictOn } from '../../verify/testing/verdict-on.ts'
import type { Scene } from '../part.ts'
import { type Found, type Work, sourceText, works } from './work.ts'
import { warmRig } from '../../verify/testing/warm-rig.ts'

const text = readFileSync('src/self-test/gallery.yaml', 'utf8')
const { interactions } = planSpec(parseSpec(text, 'gallery.yaml', checkNames), { embedded: standInApis })

const rig = warmRig()

/** The demo ends with all of its own accepted, but these: here the credential may not, and there another way is played. */
const otherwiseInDemo = new Set(['google-calendar/create-acl-rule', 'google-calendar/delete-event'])
const demo = await planDemo({ embedded: standInApis })
const provedByDemo = new Set(demo.interactions.map(({ id }) => id).filter((id) => !otherwiseInDemo.has(id)))
const rest = works.filter(({ interaction }) => !provedByDemo.has(interaction))

describe('works, to verification', () => {
  it.each(rest.map((work) => [work.interaction, work] as const))('%s is accepted', async (id, work) => {
    const interaction = interactions.find((each) => each.id === id)!
    // What only some may do is no question of the function.
    const verdict = await verdictOn(stagedFrom(work, interaction), rig())
    expect(brokenIn(verdict)).toEqual([])
    expect(verdict).toMatchObject({ artefact: 'accepted', conduct: 'clean' })
  })
})

function stagedFrom(work: Work, interaction: Interaction) {
  const { look } = work
  const scene = sceneFor(interaction)
  return {
    interaction,
    source: sourceText(work.source, scene),
    before: look ? [{ source: sourceText(look.source, scene), input: () => ({}) }] : [],
    input: (_: unknown, found: Json) => work.input?.(isJsonObject(found) ? (found as Found) : {}, scene),
  }
}

function sceneFor({ id, api, name, kind, does, connection, model }: Interaction): Scene {
  const file = `${api}/${kind}s/${name}.ts`
  const own = { docs: '', tools: [], rules: '', seed: 7_654_321, ...(model && { model }) }
  return { interaction: id, api, name, kind, does, connection, file, ...own }
}
