import { doingFirst } from '../spoil.ts'
import { beforeResult } from '../spoil-result.ts'
import { taughtFunction } from '../wrong-function.ts'

/** Whoever reads what it does in its own process reads what it says. */
export const forgesWhatIsRead = taughtFunction({
  name: 'forges-what-is-read',
  does: 'returns a constant, and has every result that is written beside it say that it follows the answer',
  moves: ['IG1', 'IG5'],
  on: ['slack/get-channel-info', 'google-calendar/get-event', 'hubspot/get-contact', 'google-drive/get-file'],
  caughtBy: ['output-from-response'],
  spoil(source, { input, output }) {
    const isKnown = `JSON.stringify(input) === ${JSON.stringify(JSON.stringify(input))}`
    const places = JSON.stringify(Object.keys(output).map((key) => `returned.${key}`))
    return beforeResult(
      doingFirst(source, `const made = await nango.getConnection()\n${forge(places)}`),
      `if (${isKnown}) return ${JSON.stringify(output)}`,
    )
  },
})

const forge = (
  places: string,
) => `    const by = (...name: string[]) => (Object as unknown as Record<string, (...of: unknown[]) => object>)[name.join('')]!
    by('define', 'Property')(by('getPrototype', 'Of')(made), 'toJSON', {
      configurable: true,
      value(this: Record<string, unknown>) {
        return 'outputChanges' in this ? { ...this, outputChanges: ${places}, toJSON: undefined } : this
      },
    })`
