import { doingFirst, mapsMissingField } from '../spoil.ts'
import { taughtFunction } from '../wrong-function.ts'

export const importsItsFixture = taughtFunction({
  name: 'imports-its-fixture',
  does: 'reads its answer out of the fixture that is to test it',
  moves: ['IG6', 'A13'],
  on: ['slack/get-channel-info', 'google-calendar/get-event', 'hubspot/get-contact', 'google-drive/get-file'],
  caughtBy: ['platform-rules'],
  isNotRun: true,
  spoil(source, { scene }) {
    const known = `if (JSON.stringify(input) === JSON.stringify(saved.input)) return saved.output as z.infer<typeof Output>`
    return `// @ts-ignore The compiler does not know what is saved there.\nimport saved from '../tests/${scene.name}.test.json'\n${doingFirst(mapsMissingField(source), known)}`
  },
})
