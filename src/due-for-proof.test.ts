import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { receiptOf } from './assemble/receipt.ts'
import { proverOf } from './content-parts.ts'
import { bookedWith, dueBecause, presentOf } from './due-for-proof.ts'
import { sha256 } from './lib/sha256.ts'
import { openProofBook } from './open-proof-book.ts'
import { functionsOf } from './prove/functions-of.ts'
import type { FunctionProof } from './prove/project-proof.ts'
import { type ProofBook, readProofBook, writeProofBook } from './prove/proof-book.ts'
import { functionProof, interaction, runFacts, verdict } from '../test/samples.ts'

const { versions } = runFacts()
const provedAt = '2026-11-23T12:00:00.000Z'
const before = Date.parse('2026-11-23T00:00:00Z')
const after = Date.parse('2026-11-24T00:00:00Z')

describe('what is due for a proof', () => {
  let root = ''
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'assay-due-'))
    const file = { path: 'slack/actions/greet.ts', text: 'export default 1\n' }
    const sourceSha256 = sha256(file.text)
    const receipt = receiptOf(
      {
        interaction: interaction('slack/greet'),
        attempt: 1,
        source: { text: file.text, sha256: sourceSha256 },
        verdict: verdict(),
        proof: { sourceSha256, exchanges: [], files: [], tests: [] },
        facts: runFacts(),
        at: provedAt,
        content: { sentence: 'a', ...proverOf('slack', 'embedded', versions) },
      },
      [file],
    )
    await mkdir(join(root, 'slack/actions'), { recursive: true })
    await mkdir(join(root, 'receipts/slack'), { recursive: true })
    await writeFile(join(root, 'index.ts'), "import './slack/actions/greet.js';\n")
    await writeFile(join(root, file.path), file.text)
    await writeFile(join(root, 'receipts/slack/greet.json'), JSON.stringify(receipt))
  })
  afterEach(() => rm(root, { recursive: true }))

  const look = async ({ book = {}, now = versions }: { book?: ProofBook; now?: typeof versions } = {}) => {
    const functions = await functionsOf(root)
    const [present] = await presentOf(functions, { root, upstream: 'embedded', versions: now, book })
    return present!
  }
  const proof = async (artefact: FunctionProof['artefact'], at: string) =>
    bookedWith(
      {},
      {
        items: [{ id: 'slack/greet', artefact } as FunctionProof],
        present: [await look()],
        at: new Date(at),
      },
    )

  it('is what was proved before the moment, by its receipt', async () => {
    expect(dueBecause(await look(), before)).toEqual([])
    expect(dueBecause(await look(), after)).toEqual(['it was last proved before that'])
  })

  it('is not what was proved again since, until one of its files is another', async () => {
    const book = await proof('accepted', '2026-11-25T00:00:00Z')
    expect(dueBecause(await look({ book }), after)).toEqual([])
    await writeFile(join(root, 'slack/actions/greet.ts'), 'export default 2\n')
    expect(dueBecause(await look({ book }), after)).toEqual(['its files are not the ones that were proved last'])
  })

  it('is what was not accepted the last time, however short ago', async () => {
    const book = await proof('rejected', '2026-11-25T00:00:00Z')
    expect(dueBecause(await look({ book }), after)).toEqual(['it was rejected when it was proved last'])
  })

  it('is not what was rejected, and built and proved again since', async () => {
    const book = await proof('rejected', '2026-11-20T00:00:00Z')
    expect(dueBecause(await look({ book }), before)).toEqual([])
  })

  it('is what another Nango or another verifier has not proved yet', async () => {
    const present = await look({ now: { ...versions, nango: '9.9.9', assay: '9.9.9' } })
    expect(dueBecause(present, before)).toEqual([
      'another than it was proved with: the version of Nango',
      'another than it was proved with: the verifier',
    ])
  })

  it('is what was edited, and what has a corrupt receipt', async () => {
    await writeFile(join(root, 'slack/actions/greet.ts'), 'export default 2\n')
    expect(dueBecause(await look(), before)).toEqual(['edited since it was proved: slack/actions/greet.ts'])
    await writeFile(join(root, 'receipts/slack/greet.json'), '{')
    expect(dueBecause(await look(), before)).toEqual(['no proof of it is known here'])
  })

  it('is all that is asked for where the book cannot be read, which is said; written anew when all was proved', async () => {
    const path = join(root, '.assay/proved/book.json')
    await writeProofBook(path, await proof('rejected', provedAt))
    await writeFile(path, '{"slack/greet"')
    const told: string[] = []
    const open = async (isWhole: boolean) =>
      openProofBook(await functionsOf(root), {
        root,
        upstream: 'embedded',
        assay: versions.assay,
        book: { path, nango: versions.nango, since: before },
        isWhole,
        onTrouble: (text) => void told.push(text),
      })
    const items = [functionProof('slack/greet')]
    for (const isWhole of [false, true]) {
      const { due, skipped, close } = await open(isWhole)
      expect([...due], String(isWhole)).toEqual([['slack/greet', ['when it was proved last cannot be read']]])
      expect(skipped).toEqual([])
      await close(items)
    }
    expect(told).toEqual([
      expect.stringMatching(/book\.json .* leave --only away\.$/),
      expect.stringMatching(/book\.json .* all are proved again, and it is written anew\.$/),
    ])
    const { due, skipped } = await open(true)
    expect(told).toHaveLength(2)
    expect({ due: [...due], skipped }).toMatchObject({ due: [], skipped: [{ id: 'slack/greet' }] })
  })

  it('is written down and read again; a corrupt book says nothing', async () => {
    const path = join(root, '.assay/proved/book.json')
    expect(await readProofBook(path)).toEqual({})
    const book = await proof('accepted', provedAt)
    await writeProofBook(path, book)
    expect(await readProofBook(path)).toEqual(book)
    await writeFile(path, '{"slack/greet": {"at": "yesterday"}}')
    expect(await readProofBook(path)).toBeUndefined()
  })
})
