// A second zod beside Nango's makes `nango compile` run out of memory (docs/decisions/004-one-zod.md), so what
// functions compile against must be the one zod that Assay itself uses.
import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'

const ours = createRequire(import.meta.url)
const nangos = createRequire(realpathSync(ours.resolve('nango/package.json')))
const pinned = JSON.parse(readFileSync(ours.resolve('nango/package.json'), 'utf8')).dependencies.zod

const found = [ours, nangos].map((require) => realpathSync(require.resolve('zod/package.json')))
const versions = found.map((path) => JSON.parse(readFileSync(path, 'utf8')).version)

if (found[0] !== found[1] || versions[0] !== pinned) {
  process.stderr.write(
    `Functions would compile against zod ${versions[1]} (${found[1]}), Assay uses ${versions[0]} (${found[0]}), ` +
      `nango pins ${pinned}.\nPin "zod": "${pinned}" in package.json and run npm install.\n`,
  )
  process.exitCode = 1
}
