import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { mutantsOf } from './bench/mutants.ts'
import { mintSecret } from './lib/mint-secret.ts'
import { openTempDir } from './lib/temp-dir.ts'
import { prepareToolchain } from './nango/prepare-toolchain.ts'
import { type ControlsOptions, type Proved, plantControls } from './plant-controls.ts'
import type { AccountState } from './standins/stand-in.ts'
import { type StagedAttempt, interactionOf, stageAttempt } from './verify/testing/stage-attempt.ts'
import { verify } from './verify/verify.ts'

const cacheDir = resolve('node_modules/.cache/assay')
const source = (name: string) => readFileSync(`test/fixtures/functions/${name}.ts.txt`, 'utf8')
const accountSeed = 11

const sends: StagedAttempt = {
  interaction: interactionOf('slack/send-message', { operations: [{ method: 'POST', path: 'chat.postMessage' }] }),
  source: source('honest-send'),
  input: (account: AccountState) => ({
    channel_id: account.find(({ collection, fields }) => collection === 'channels' && fields['is_archived'] !== true)!
      .key,
    text: 'The stand-up moves to 9:30',
  }),
}
const syncs: StagedAttempt = {
  interaction: interactionOf('slack/sync-users'),
  // In small pages: in an account that fits on one, a function that reads only the first does the same work.
  source: source('syncs-every-page').replace("limit: '500'", "limit: '3'"),
  input: () => undefined,
}

async function proved(staged: StagedAttempt, dir: string): Promise<Proved> {
  const toolchain = await prepareToolchain(cacheDir)
  const evidence = await stageAttempt({ ...staged, seed: accountSeed }, { toolchain })
  await mkdir(dir)
  const rig = {
    toolchain,
    dir,
    socketDir: dir,
    seed: 5,
    mint: mintSecret,
    heavy: <r>(work: () => Promise<r>) => work(),
  }
  const verdict = await verify(evidence, rig)
  expect(verdict.artefact).toBe('accepted')
  return { evidence, proof: verdict.proof!, accountSeed }
}

async function controlled(staged: StagedAttempt, mutate: ControlsOptions['mutate']) {
  const temp = await openTempDir()
  try {
    const of = [await proved(staged, join(temp.dir, 'p'))]
    return await plantControls(of, { cacheDir, dir: join(temp.dir, 'c'), seed: 3, wanted: 1, mutate })
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

it.each([
  ['constant-field', sends],
  ['constant-output', sends],
  ['constant-input', sends],
  ['first-page-only', syncs],
  ['first-record-lost', syncs],
  ['swapped-fields', syncs],
] as const)('a function with %s is planted, and caught; its twin is accepted', async (id, staged) => {
  const controls = await controlled(staged, (text, known) => mutantsOf(text, known, 1).filter((each) => each.id === id))
  expect(controls.each).toMatchObject([{ kind: 'planted', mutant: id, caught: true }])
  expect(controls).toMatchObject({ planted: 1, caught: 1, twins: { sent: 1, accepted: 1 } })
})

it('says so when a change is not caught', async () => {
  const harmless = (text: string) => [{ id: 'a-comment', text: `${text}\n// The same work.\n`, isShown: true }]
  expect(await controlled(sends, harmless)).toMatchObject({
    planted: 1,
    caught: 0,
    each: [{ mutant: 'a-comment', caught: false, by: ['accepted'] }],
  })
})

it('plants nothing that does the same work, or does not run', async () => {
  const changes = (text: string) => [
    { id: 'a-comment', text: `${text}\n// The same work.\n`, isShown: false },
    {
      id: 'a-throw',
      text: text.replace(/exec: async \([^)]*\)[^{]*\{/, (head) => `${head} throw new Error('no')\n`),
      isShown: true,
    },
  ]
  expect(await controlled(sends, changes)).toMatchObject({ planted: 0, each: [{ kind: 'none' }] })
})
