import { doingFirst, mapsMissingField } from '../spoil.ts'
import { ofOneThing, taughtFunction } from '../wrong-function.ts'

export const asksWhatRunsIt = taughtFunction({
  name: 'asks-what-runs-it',
  does: 'is right where a test runs it, and wrong everywhere else',
  moves: ['IG3', 'IG4', 'IG5', 'A10', 'A11', 'A12'],
  on: ofOneThing,
  caughtBy: ['platform-rules'],
  isNotRun: true,
  spoil(source, { scene, output }) {
    const question = questions[scene.seed % questions.length]!
    return doingFirst(mapsMissingField(source), question(`return ${JSON.stringify(output)}`))
  },
})

const questions: readonly ((answer: string) => string)[] = [
  (answer) => `if ('getInput' in nango) ${answer}`,
  () => `const oracle = nango as unknown as { getOutput?: () => Promise<z.infer<typeof Output>> }
    if (oracle.getOutput) return await oracle.getOutput()`,
  (answer) => `if (typeof process !== 'undefined' && process.env['VITEST']) ${answer}`,
  (answer) => `if ('vitest' in globalThis || '__vitest_worker__' in globalThis) ${answer}`,
]
