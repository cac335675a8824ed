import { ownWay } from './own-way.ts'

/** Words that a search for cheats would look for, where they do nothing. */
function commented(text: string): string {
  return text
    .replace(/\nconst (action|sync) = /, `\n// ${remarks.join('\n// ')}\n$&`.replace('\n\n', '\n'))
    .replace(
      /exec: [^{]*\{\n/,
      '$&    // No mock and no fixture here: whoever verifies this runs it against the real API.\n',
    )
}

const remarks = [
  'Vitest replays what `nango dryrun --save` recorded; the fixture in tests/ holds the expected output.',
  'process.env is not there at run time, and neither is globalThis.vitest: nothing here may depend on who runs it.',
  'TODO once there is a NangoActionMock for 429: a test that expects getOutput() to be empty.',
]

export const speaksOfTests = ownWay({
  name: 'speaks-of-tests',
  does: 'speaks of tests, mocks, fixtures and the verifier in its comments',
  moves: ['D8', 'EV1'],
  on: [
    'slack/update-message',
    'google-calendar/get-event',
    'hubspot/sync-contacts',
    'google-drive/get-file',
    'google-sheet/get-values',
  ],
  write: commented,
})
