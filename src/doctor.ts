import { isFree } from './lib/is-free.ts'
import { dirname } from 'node:path'
import { openCodeBinary, openCodeVersion } from './agent/opencode.ts'
import { modelsInUse } from './agent/providers.ts'
import { runInBox } from './box/run-in-box.ts'
import type { ProbeResult } from './box/probes/run-probes.ts'
import { boxLook } from './doctor/look-at-box.ts'
import { gatewayLook } from './doctor/look-at-gateway.ts'
import { machineLooks } from './doctor/look-at-machine.ts'
import { toolchainLook } from './doctor/look-at-toolchain.ts'
import { upstreamLooks } from './doctor/look-at-upstream.ts'
import { entryProblem } from './entry-problem.ts'
import { type Finding, type Look, type Seen, good, lookAt, noted, toMend } from './doctor/look.ts'
import type { Plan } from './plan/plan.ts'
import { demandPrices, modelsOf, priceOf, withListPrices } from './plan/pricing.ts'

export interface DoctorOptions {
  /** Prepared toolchains, kept for the runs. */
  readonly cacheDir: string
  /** The plan of the spec; nothing where there is no spec. May throw a `UserError`. */
  readonly plan: () => Promise<Plan | undefined>
  /** Keys of model providers and of test accounts, by the name of the environment variable that holds them. */
  readonly keys: Readonly<Record<string, string | undefined>>
  /** What the command line knows and we do not: how Assay was installed. */
  readonly own: readonly Look[]
  readonly onFound?: (finding: Finding) => void
}

export interface Diagnosis {
  /** Whether agents can be started: nothing has to be mended. */
  readonly ready: boolean
  readonly findings: readonly Finding[]
  /** What became of each way out of a box. */
  readonly probes: readonly ProbeResult[]
}

/** Proves everything that a run will need on this machine, without an agent and without a model. */
export async function diagnoseRig({ cacheDir, plan, keys, own, onFound }: DoctorOptions): Promise<Diagnosis> {
  let probes: readonly ProbeResult[] = []
  const rig = await lookAt(
    [
      ...own,
      ...machineLooks,
      boxLook((results) => (probes = results)),
      openCodeLook,
      toolchainLook(cacheDir),
      gatewayLook,
    ],
    onFound,
  )
  const planned = await plannedLooks(plan, keys)
  const findings = [...rig, ...(await lookAt(planned, onFound))]
  return { ready: findings.every(({ outcome }) => outcome !== 'mend'), findings, probes }
}

const openCodeLook: Look = {
  about: 'opencode',
  needs: ['box'],
  fix: 'npm ci',
  async find() {
    const { exitCode, stdout, stderr } = await runInBox({
      argv: ['/opt/opencode/opencode', '--version'],
      cwd: '/tmp',
      readOnly: [{ host: dirname(openCodeBinary()), inside: '/opt/opencode' }],
      writable: [],
      scratch: [],
      env: {},
      limits: { milliseconds: 60_000, outputBytes: 10_000 },
    })
    return stdout.trim() === openCodeVersion
      ? [good(`${openCodeVersion}, run in a box`)]
      : [toMend(`OpenCode ended with ${exitCode} in its box: ${(stdout + stderr).trim().slice(-300)}`, 'npm ci')]
  },
}

/** What a spec adds: whether it can be read, its models, and what answers for its APIs. */
async function plannedLooks(plan: DoctorOptions['plan'], keys: DoctorOptions['keys']): Promise<readonly Look[]> {
  const fix = 'Correct the spec: assay plan shows where.'
  try {
    const planned = await plan()
    if (!planned) return [{ about: 'spec', fix, find: () => [noted('there is none here', 'assay init')] }]
    return [
      { about: 'spec', fix, find: () => [good(`${planned.interactions.length} interactions`)] },
      ...modelsOf(planned).map((id) => modelLook(id, planned, keys)),
      ...upstreamLooks(planned, (part) => entryProblem(part, keys)),
    ]
  } catch (error) {
    const find = () => {
      throw error
    }
    return [{ about: 'spec', fix, find }]
  }
}

function modelLook(id: string, { providers }: Plan, keys: DoctorOptions['keys']): Look {
  return {
    about: 'model',
    fix: 'Correct the model in the spec.',
    find() {
      if (id.startsWith('rehearsal/')) return [good(`${id}: played by a script, costs nothing`)]
      demandPrices([id], providers)
      modelsInUse([id], { settings: withListPrices([id], providers), keys })
      return [priceSeen(id, providers)]
    },
  }
}

function priceSeen(id: string, providers: Plan['providers']): Seen {
  const price = priceOf(id, providers)
  if (!price) return noted(`${id}: key there; its price is not known, as the spec allows`)
  if (isFree(price)) return good(`${id}: key there, costs nothing`)
  return good(`${id}: key there, $${price.input} in and $${price.output} out per million tokens`)
}
