import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Receipt } from './assemble/receipt.ts'
import { mintSecret } from './lib/mint-secret.ts'
import { sha256 } from './lib/sha256.ts'
import { openTempDir } from './lib/temp-dir.ts'
import type { Reader } from './nango/reader.ts'
import type { ProjectFile } from './nango/room.ts'
import type { Toolchain } from './nango/toolchain.ts'
import type { Interaction } from './plan/interaction.ts'
import { type FunctionProof, reasonsIn } from './prove/project-proof.ts'
import { ownApis } from './standins/embedded-apis.ts'
import type { CheckResult, Named } from './verify/check.ts'
import { stageAgain } from './verify/stage-again.ts'
import { verify } from './verify/verify.ts'

/** A receipt from which a function can be proved again. */
export type Provable = Receipt & { readonly again: NonNullable<Receipt['again']> }

export function isProvable(receipt: Receipt): receipt is Provable {
  return receipt.again !== undefined && ownApis.some(({ name }) => name === receipt.api)
}

export interface EmbeddedOptions {
  readonly source: ProjectFile
  readonly receipt: Provable
  /** Its files that are not as they were. */
  readonly edited: readonly string[]
  /** What the fixture in the project says, where that is to be asked. */
  readonly fixture: () => Promise<Named<CheckResult> | undefined>
  readonly toolchain: Toolchain
  readonly reader: Reader
}

export type Embedded = Pick<FunctionProof, 'evidence' | 'artefact' | 'because' | 'checks'>

/** Proves a function of ours again: the run of its receipt is staged in the same account, and judged like an agent's last. */
export async function proveEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { source, edited, fixture } = options
  const { artefact, checks } = await verdictOn(options)
  const isStaged = !checks.some(({ check, outcome }) => check === 'succeeded-live' && outcome === 'broken')
  if (!isStaged && !edited.includes(source.path)) {
    const because =
      'the run by which it was proved cannot be repeated, though the function is the same: the stand-in is not'
    return { evidence: 'embedded', artefact: 'undecided', because: [because], checks }
  }
  // A function that was proved and its fixture are one thing: where one of them was edited, they have to agree still.
  const agreement = edited.length > 0 && artefact === 'accepted' ? await fixture() : undefined
  const all = agreement ? [...checks, agreement] : checks
  const verdict =
    agreement?.outcome === 'broken' ? 'rejected' : agreement?.outcome === 'undecided' ? 'undecided' : artefact
  return {
    evidence: 'embedded',
    artefact: verdict === 'blocked' ? 'undecided' : verdict,
    because: verdict === 'accepted' ? [] : reasonsIn(all),
    checks: all,
  }
}

async function verdictOn({ source, receipt, toolchain, reader }: EmbeddedOptions) {
  const { again } = receipt
  const interaction: Interaction = {
    id: receipt.interaction,
    api: receipt.api,
    name: receipt.name,
    kind: receipt.kind,
    does: receipt.does,
    connection: again.connection,
    docs: [],
    operations: again.operations,
    exempt: again.exempt,
    ...(again.only && { only: again.only }),
  }
  const digest = sha256(source.text)
  const temp = await openTempDir()
  try {
    const seed = Number.parseInt(sha256(`${again.account.seed} ${interaction.id} ${digest}`).slice(0, 8), 16)
    const inDir = async (name: string) => {
      const dir = join(temp.dir, name)
      await mkdir(dir)
      return { toolchain, reader, dir, socketDir: temp.dir, seed, mint: mintSecret, heavy: atOnce }
    }
    const staged = await stageAgain({ interaction, source: { ...source, sha256: digest }, again }, await inDir('again'))
    return await verify(staged, await inDir('verification'))
  } finally {
    await temp[Symbol.asyncDispose]()
  }
}

/** So many functions are in work as there may be heavy things. */
function atOnce<result>(work: () => Promise<result>): Promise<result> {
  return work()
}
