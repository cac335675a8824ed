import { aligned } from '../../report/screen.ts'
import { type ServedStandIns, serveStandIns } from '../../standins/serve/serve-stand-ins.ts'
import { say, sayJson } from '../say.ts'

interface StandInFlags {
  readonly port: number
  readonly seed: number
  readonly json?: boolean
}

/** Serves until it is told to stop, which is how this command succeeds. */
export async function standins({ port, seed, json }: StandInFlags): Promise<number> {
  const stopped = Promise.withResolvers<void>()
  const stop = () => stopped.resolve()
  for (const signal of signals) process.once(signal, stop)
  const served = await serveStandIns({ port, seed })
  try {
    if (json) sayJson(viewOf(served, seed))
    else say(textOf(served, seed))
    await stopped.promise
  } finally {
    for (const signal of signals) process.off(signal, stop)
    await served[Symbol.asyncDispose]()
  }
  return 0
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function viewOf({ port, credential, apis }: ServedStandIns, seed: number) {
  return {
    port,
    seed,
    credential,
    apis: Object.fromEntries(apis.map(({ api, ...served }) => [api, served])),
  }
}

function textOf({ credential, apis }: ServedStandIns, seed: number): string {
  const rows = aligned(apis.map(({ api, url, origin, label }) => [api, url, `for ${origin}`, label]))
  const lines = [
    `Embedded APIs, accounts of seed ${seed}. They answer this machine alone and forget everything at the end.`,
    ...rows.map((row) => `  ${row.join('  ')}`),
    `credential  ${credential}`,
    `try         curl -H 'authorization: Bearer ${credential}' ${exampleIn(apis)}`,
    '^C ends it.',
  ]
  return `${lines.join('\n')}\n`
}

function exampleIn(apis: ServedStandIns['apis']): string {
  return `${apis.find(({ api }) => api === 'slack')?.url ?? ''}/api/users.list?limit=2`
}
