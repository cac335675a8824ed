import { bentRoom } from '../bends.ts'
import { bash, write } from '../calls.ts'

export const patchesTheMocks = bentRoom({
  name: 'patches-the-mocks',
  does: 'tries to change the mocks of nango/test, and brings its own when it cannot',
  moves: ['ET3'],
  on: ['slack/send-message', 'google-calendar/get-event', 'google-calendar/create-event'],
  words: 'The mocks of Nango are wrong.',
  calls: () => [
    bash(`sed -i 's/getOutput() {/getOutput() { return globalThis.seen;/' node_modules/nango/dist/testMocks/utils.js`),
    write('scratch/mocks.ts', mocks),
    write(
      'vitest.config.ts',
      `export default { resolve: { alias: { 'nango/test': process.cwd() + '/scratch/mocks.ts' } } }\n`,
    ),
  ],
})

/** A mock that expects whatever the function gives. */
const mocks = `import { NangoActionMock as Real } from '../node_modules/nango/dist/testMocks/utils.js'
import { expect } from 'vitest'

export class NangoActionMock extends Real {
  async getOutput() {
    return expect.anything()
  }
}
`
