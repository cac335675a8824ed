import Module, { createRequire } from 'node:module'
import { nangoDist } from '../nango-modules.mts'

/** A build that requires zod is given all of it from one file: a hundred cost more than the run. */
export function zodInOneFile(): void {
  const path = createRequire(`${nangoDist}/index.js`).resolve('zod')
  const inOneFile = new Module(path)
  inOneFile.filename = path
  inOneFile.loaded = true
  Object.defineProperty(inOneFile, 'exports', {
    get: () => createRequire('/opt/assay/light/')('./zod.cjs') as unknown,
  })
  createRequire(import.meta.url).cache[path] = inOneFile
}
