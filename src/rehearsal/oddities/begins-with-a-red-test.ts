import { bash, write } from '../calls.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { buildHonestly, compile, endHonestly, knowNothing, research } from '../moves.ts'
import { type Scene, turn } from '../part.ts'
import { workOf } from '../works/work.ts'

/** Only looks whether the file has been filled in. */
const testFor = ({ file }: Scene) => `import assert from 'node:assert'
import { readFileSync } from 'node:fs'
const source = readFileSync('${file}', 'utf8')
assert.match(source, /nango\\.(get|post|put|patch|delete|paginate)\\(/)
console.log('1 passed')
`

export const beginsWithARedTest: GalleryPart = {
  name: 'begins-with-a-red-test',
  kind: 'oddity',
  does: 'writes a test that must fail first, then the function, and throws its test away',
  moves: ['H03'],
  on: ['slack/send-message', 'google-calendar/get-event', 'hubspot/list-contacts', 'google-drive/sync-files'],
  expects: { artefact: ['accepted'], conduct: ['clean'] },
  caughtBy: [],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    yield* research(scene, work)
    yield turn('Red first: a test for what is not there yet.', write('scratch/tmp.test.ts', testFor(scene)))
    yield turn('It has to fail.', bash('node scratch/tmp.test.ts; echo "exit $?"'), compile)
    const tried = yield* buildHonestly(scene, work)
    yield turn('Green now?', bash('node scratch/tmp.test.ts; echo "exit $?"'))
    yield turn('It has done its work.', bash('rm scratch/tmp.test.ts; ls scratch'))
    yield* endHonestly(scene, tried)
  },
}
