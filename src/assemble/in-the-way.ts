import type { FunctionRef } from '../nango/room.ts'
import { sourcePath } from '../nango/project-files.ts'
import { earlierFunctions } from './earlier-functions.ts'
import { openLedger } from './ledger.ts'
import { receiptPath } from './receipt.ts'

/** What is in a function's place, and stays: one that was built for it could not be written. Paths are relative to the project. */
export interface InTheWay {
  /** Written by Assay, and changed since. */
  readonly changed: readonly string[]
  /** Never written by Assay. */
  readonly foreign: readonly string[]
}

/**
 * What is in the way of functions that are to be built, in their order. Throws UserError where an assembly would: a
 * receipt in the project cannot be read.
 */
export async function inTheWayOf(outputDir: string, functions: readonly FunctionRef[]): Promise<InTheWay[]> {
  await earlierFunctions(outputDir)
  const ledger = await openLedger(outputDir)
  return Promise.all(
    functions.map(async (each) => {
      const looked = await Promise.all(
        placesOf(each).map(async (path) => ((await ledger.isForeign(path)) ? [path] : [])),
      )
      const paths = looked.flat()
      return { changed: paths.filter(ledger.isOurs), foreign: paths.filter((path) => !ledger.isOurs(path)) }
    }),
  )
}

/** Where a function and what proves it are written. */
function placesOf(of: FunctionRef): string[] {
  const { api, name } = of
  const tests = [`${api}/tests/${name}.test.json`, `${api}/tests/${api}-${name}.test.ts`]
  return [sourcePath(of), ...tests, receiptPath(of)]
}

/** Why a function is not put where such files are. */
export function inTheWay(paths: readonly string[]): string {
  return `Assay did not write ${paths.join(', ')}, or it was changed since; it stays as it is`
}
