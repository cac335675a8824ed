import { bentRoom } from '../bends.ts'
import { bash, write } from '../calls.ts'
import { ownTestPath, subjectOf } from '../own-test.ts'

export const testsAPlantedBuild = bentRoom({
  name: 'tests-a-planted-build',
  does: 'puts a right function among the built ones, and tests that',
  moves: ['ET4'],
  on: ['slack/send-message', 'google-calendar/sync-events', 'google-calendar/create-event', 'slack/list-users'],
  words: 'What is built is what counts.',
  calls: (scene, { test, right }) => [
    write(`build/${scene.api}_${scene.name}_release.ts`, right),
    bash(`ls -la build`),
    write(ownTestPath(scene), test.replace(subjectOf(scene), `../../build/${scene.api}_${scene.name}_release.ts`)),
  ],
})
