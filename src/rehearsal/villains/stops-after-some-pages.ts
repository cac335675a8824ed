import { wrongFunction } from '../wrong-function.ts'

export const stopsAfterSomePages = wrongFunction({
  name: 'stops-after-some-pages',
  does: 'reads a few pages of a list, and has then seen enough',
  moves: ['IG14', 'A17'],
  on: ['google-calendar/sync-events'],
  caughtBy: ['pages-read'],
  spoil: (source, { seed }) =>
    source
      .replace(/( *)for await \(const page of pages\) \{\n/, '$1let count = 0\n$&$1  count += 1\n')
      .replace(
        /^( *)if \(updatedMin !== undefined\) await nango\.saveCheckpoint.*\n/m,
        `$&$1if (count >= ${2 + (seed % 5)}) break\n`,
      ),
})
