import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runAssay, shareToolchain, temporaryDirectory } from './assay-process.ts'
import { boxHere } from './box-here.ts'

const spec = `version: 1
upstream: embedded
models: [rehearsal/honest]
apis:
  slack:
    connection: test
    interactions:
      list-users:
        does: List the people of the workspace, a page at a time.
        operations: [GET /users.list]
`

const id = 'slack/list-users'

describe.runIf(boxHere)('what was built and proved once', () => {
  let place: Awaited<ReturnType<typeof temporaryDirectory>>
  const source = () => join(place.dir, 'nango-integrations/slack/actions/list-users.ts')

  beforeAll(async () => {
    place = await temporaryDirectory()
    await shareToolchain(join(place.dir, '.assay/cache'))
    writeFileSync(join(place.dir, 'assay.yaml'), spec)
  })
  afterAll(() => place.remove())

  async function assay(...args: readonly string[]) {
    const { code, stdout, stderr } = await runAssay(place.dir, [...args, '--json'])
    return { code, stderr, json: stdout === '' ? undefined : JSON.parse(stdout) }
  }

  it('is built, reused, left when a person changed it, repaired when they say so, and then holds', async () => {
    const first = await assay('run', '--yes')
    expect(first).toMatchObject({ code: 0, json: { items: [{ id, outcome: 'accepted' }] } })

    const second = await assay('run', '--yes')
    expect(second).toMatchObject({ code: 0, json: { attempts: 0, items: [{ id, outcome: 'reused' }] } })

    const proved = readFileSync(source(), 'utf8')
    const edited = proved.replace(/if \(!page\.ok \|\|/, 'if (!page.ok) return { items: [] }\n    if (')
    expect(edited).not.toBe(proved)
    writeFileSync(source(), edited)
    const third = await assay('run', '--yes')
    expect(third).toMatchObject({ code: 1, json: { attempts: 0, items: [{ id, outcome: 'in-the-way' }] } })
    expect(third.stderr).toContain('Assay did not write slack/actions/list-users.ts, or it was changed since')
    expect(readFileSync(source(), 'utf8')).toBe(edited)

    const left = await assay('repair', '--yes')
    expect(left).toMatchObject({ code: 1, json: { broken: [{ id }], built: [] } })
    expect(readFileSync(source(), 'utf8')).toBe(edited)

    const repaired = await assay('repair', '--yes', '--overwrite')
    expect(repaired).toMatchObject({ code: 0, json: { broken: [{ id }], built: [id] } })
    expect(readFileSync(source(), 'utf8')).not.toContain('return { items: [] }')
    const [copies = ''] = readdirSync(join(place.dir, '.assay/replaced'))
    const copy = join(place.dir, '.assay/replaced', copies, 'slack/actions/list-users.ts')
    expect(existsSync(copy) && readFileSync(copy, 'utf8')).toBe(edited)

    const due = await assay('verify', '--since', '24h')
    expect(due).toMatchObject({ code: 0, json: { functions: 0, skipped: [{ id }] } })
  })
})
