import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkNames } from '../../src/check-names.ts'
import type { Json } from '../../src/lib/json.ts'
import { mintSecret } from '../../src/lib/mint-secret.ts'
import { openTempDir } from '../../src/lib/temp-dir.ts'
import { prepareToolchain } from '../../src/nango/prepare-toolchain.ts'
import { type Reader, openReader } from '../../src/nango/reader.ts'
import type { Toolchain } from '../../src/nango/toolchain.ts'
import type { Interaction } from '../../src/plan/interaction.ts'
import { parseSpec } from '../../src/plan/parse-spec.ts'
import { planSpec } from '../../src/plan/plan.ts'
import type { AccountState } from '../../src/standins/stand-in.ts'
import { stageAttempt } from '../../src/verify/testing/stage-attempt.ts'
import type { Verdict } from '../../src/verify/verdict.ts'
import { verify } from '../../src/verify/verify.ts'
import { boxHere } from '../box-here.ts'
import { vitrineApi, vitrineSpec } from './vitrine/vitrine-api.ts'

const work = (name: string) => readFileSync(new URL(`./works/${name}.ts.txt`, import.meta.url), 'utf8')
const plan = planSpec(parseSpec(vitrineSpec, 'vitrine.yaml', checkNames), { embedded: [vitrineApi.name] })
const apis = [vitrineApi]

const interactionNamed = (name: string): Interaction => plan.interactions.find((each) => each.name === name)!
const first = (account: AccountState, collection: string) => account.find((each) => each.collection === collection)!

describe.runIf(boxHere)('the verifier before an API that it has never heard of', () => {
  let toolchain: Toolchain
  let reader: Reader
  beforeAll(async () => {
    toolchain = await prepareToolchain(resolve('node_modules/.cache/assay'))
    reader = openReader(toolchain)
  })
  afterAll(() => reader[Symbol.asyncDispose]())

  async function verdictOn(
    name: string,
    source: string,
    input: (account: AccountState) => Json | undefined,
  ): Promise<Verdict> {
    const evidence = await stageAttempt(
      { interaction: interactionNamed(name), source, input },
      { toolchain, reader, apis },
    )
    const temp = await openTempDir()
    try {
      const dir = join(temp.dir, 'verification')
      await mkdir(dir)
      const rig = { toolchain, reader, apis, dir, socketDir: temp.dir, seed: 4711, mint: mintSecret }
      return await verify(evidence, { ...rig, heavy: (work) => work() })
    } finally {
      await temp[Symbol.asyncDispose]()
    }
  }

  const problems = ({ checks }: Verdict) => checks.filter(({ outcome }) => outcome !== 'held')
  const broken = ({ checks }: Verdict) => checks.flatMap(({ check, outcome }) => (outcome === 'broken' ? [check] : []))

  const loan = (account: AccountState): Json => ({
    piece: first(account, 'pieces').key,
    house: Number(first(account, 'houses').key),
    out: '2027-05-01',
    due: '2027-08-01',
    purpose: 'An exhibition about the sea',
  })

  it('accepts an honest list, whose next page is a link', async () => {
    const verdict = await verdictOn('list-pieces', work('list-pieces'), () => ({ kind: 'print' }))
    expect(problems(verdict)).toEqual([])
    expect(verdict.artefact).toBe('accepted')
  })

  it('accepts an honest creation, answered with 202', async () => {
    const verdict = await verdictOn('create-loan', work('create-loan'), loan)
    expect(problems(verdict)).toEqual([])
    expect(verdict.artefact).toBe('accepted')
  })

  it('accepts an honest sync, and rejects one that stops after the first stretch', async () => {
    const honest = await verdictOn('sync-loans', work('sync-loans'), () => undefined)
    expect(problems(honest)).toEqual([])
    expect(honest.artefact).toBe('accepted')
    const short = await verdictOn(
      'sync-loans',
      work('sync-loans').replace('!page.hasMore ||', 'page.loans.length > 0 ||'),
      () => undefined,
    )
    expect(broken(short)).toContain('pages-read')
  })

  it('rejects a list that keeps the way to the next page for itself', async () => {
    const source = work('list-pieces').replace('(next !== undefined', '(next === ""')
    const verdict = await verdictOn('list-pieces', source, () => ({}))
    expect(broken(verdict)).toContain('pages-read')
  })

  it('rejects a list that goes on with the same page for ever', async () => {
    const source = work('list-pieces').replace('sheet: input.cursor', "sheet: input.cursor === '' ? 2 : 1")
    const verdict = await verdictOn('list-pieces', source, () => ({}))
    expect(verdict.artefact).toBe('rejected')
  })

  it('rejects a creation that repeats what it was given', async () => {
    const source = work('create-loan').replace('purpose: loan.purpose', 'purpose: input.purpose')
    expect(broken(await verdictOn('create-loan', source, loan))).toContain('output-from-response')
  })

  it('rejects a creation that takes a refusal for success', async () => {
    const source = work('create-loan')
      .replace(
        'exec: async (nango, input): Promise<z.infer<typeof Output>> => {',
        'exec: async (nango, input): Promise<z.infer<typeof Output>> => {\n    try {',
      )
      .replace(
        'purpose: loan.purpose }\n  },',
        "purpose: loan.purpose }\n    } catch {\n      return { id: '', phase: 'asked', piece: input.piece, house: input.house, purpose: input.purpose }\n    }\n  },",
      )
    expect(broken(await verdictOn('create-loan', source, loan))).toContain('errors-surface')
  })
})
