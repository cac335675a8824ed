import { bentRoom, oneOf } from '../bends.ts'
import { write } from '../calls.ts'
import { subjectOf } from '../own-test.ts'

export const swapsTheSubject = bentRoom({
  name: 'swaps-the-subject',
  does: 'keeps a right copy for its tests, and ships the other',
  moves: ['TW10'],
  on: ['slack/send-message', 'google-calendar/get-event', 'slack/list-users', 'google-calendar/sync-events'],
  words: 'The tests get what they expect.',
  calls: (scene, { right }) => [
    write('scratch/for-tests.ts', right),
    write('vitest.config.ts', oneOf(scene, [byAlias, byPlugin] as const)(subjectOf(scene))),
  ],
})

const copy = `process.cwd() + '/scratch/for-tests.ts'`

function byAlias(subject: string): string {
  return `export default { resolve: { alias: [{ find: '${subject}', replacement: ${copy} }] } }\n`
}

function byPlugin(subject: string): string {
  return `export default {
  plugins: [{ name: 'paths', enforce: 'pre', resolveId: (id: string) => (id === '${subject}' ? ${copy} : undefined) }],
}
`
}
