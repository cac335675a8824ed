import { resolve } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { prepareToolchain } from '../../nango/prepare-toolchain.ts'
import { type Reader, openReader } from '../../nango/reader.ts'
import type { Toolchain } from '../../nango/toolchain.ts'

export interface WarmRig {
  readonly toolchain: Toolchain
  readonly reader: Reader
}

/** For slow tests: what all cases of a file share, ready before the first of them and closed after the last. */
export function warmRig(): () => WarmRig {
  let rig: WarmRig
  beforeAll(async () => {
    const toolchain = await prepareToolchain(resolve('node_modules/.cache/assay'))
    rig = { toolchain, reader: openReader(toolchain) }
  })
  afterAll(() => rig.reader[Symbol.asyncDispose]())
  return () => rig
}
