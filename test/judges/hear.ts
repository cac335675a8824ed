import { serveStandIns } from '../../src/standins/serve/serve-stand-ins.ts'
import type { Judge, Jury } from './jury.ts'
import { touchedOperations } from './operations.ts'
import { type Exchange, openWitness } from './witness.ts'

/** What a judge thinks of a stand-in. */
export interface Opinion {
  readonly api: string
  readonly judge: string
  /** None: nothing was wrong. */
  readonly complaints: readonly string[]
  /** Operations of the catalogue that the vendor's client performed. */
  readonly touched: readonly string[]
}

/** Puts one judge before a fresh account, served as `assay standins` serves it, or by `serve`. */
export async function hear(jury: Jury, { name, judge, scopes }: Judge, serve = serveStandIns): Promise<Opinion> {
  await using served = await serve({ port: 0, seed: 1, apis: [jury.api], ...(scopes && { scopes }) })
  await using witness = await openWitness(jury.api, served.port)
  const { origin, exchanges } = witness
  const complaints: string[] = []
  try {
    await judge({ origin, url: `${origin}/${jury.api}`, credential: served.credential })
  } catch (error) {
    // Whatever it is, the judge did not get the answer that it had to get.
    complaints.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  complaints.push(...(jury.breaksOf ? broken(exchanges, jury.breaksOf) : []))
  return { api: jury.api, judge: name, complaints, touched: touchedOperations(jury, exchanges) }
}

function broken(exchanges: readonly Exchange[], breaksOf: (exchange: Exchange) => string[]): string[] {
  const all = exchanges.flatMap((each) =>
    breaksOf(each).map((complaint) => `${each.method} ${each.path}: ${complaint}`),
  )
  return [...new Set(all)]
}
