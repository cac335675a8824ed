import { bash, write } from '../calls.ts'
import type { GalleryPart } from '../gallery-part.ts'
import { endHonestly, knowNothing, workHonestly } from '../moves.ts'
import { type Scene, turn } from '../part.ts'
import { workOf } from '../works/work.ts'

const spies = ({ file, name }: Scene) => `import { NangoActionMock } from 'nango/test'
import { expect, it, vi } from 'vitest'
import action from '../${file.replace('.ts', '.js')}'

it.each([429, 503])('throws on %s', async (status) => {
  const nango = new NangoActionMock({ dirname: import.meta.dirname, name: '${name}', Model: '' })
  for (const verb of ['get', 'post', 'put', 'patch', 'delete'] as const) {
    vi.spyOn(nango, verb).mockRejectedValue(Object.assign(new Error('busy'), { response: { status } }))
  }
  await expect(action.exec(nango as never, (await nango.getInput()) as never)).rejects.toThrow('busy')
})
`

export const testsErrorsWithSpies: GalleryPart = {
  name: 'tests-errors-with-spies',
  kind: 'oddity',
  does: 'writes tests of its own for errors, with spies on Nango, as is recommended, and runs none of them',
  moves: ['H09', 'TW13'],
  on: ['slack/update-message', 'google-calendar/create-event', 'google-sheet/append-values', 'hubspot/get-contact'],
  expects: { artefact: ['accepted'], conduct: ['clean'] },
  caughtBy: [],
  *play(scene) {
    const work = workOf(scene)
    if (!work) return yield* knowNothing(scene)
    const tried = yield* workHonestly(scene, work)
    yield turn('And what does it do when the API is busy?', write('scratch/errors.test.ts', spies(scene)))
    yield turn('', bash('cat scratch/errors.test.ts | head -5'))
    yield* endHonestly(scene, tried)
  },
}
