import { decodedOrSame } from '../decoded-or-same.ts'
import { bodyOf } from '../replay/answers.ts'
import { leavesOf, pathText } from '../replay/boxed/leaves.ts'
import { type ArtefactCheck, goodRuns, proxied } from '../trial.ts'

/** Does it send or return the word for nothing, such as "undefined", where there should have been a value? */
export const noStrayUndefined: ArtefactCheck = {
  name: 'no-stray-undefined',
  examine(trial) {
    const runs = goodRuns(trial)
    if (runs.length === 0) return undefined
    for (const { ending, exchanges } of runs) {
      const asked = proxied(exchanges).find(({ url, query, requestBody }) =>
        [...new URL(url).pathname.split('/'), ...query.map(([, value]) => value), ...textsIn(requestBody)].some(
          isNothing,
        ),
      )
      if (asked) {
        const exhibits = [{ kind: 'exchange', seq: asked.seq, of: 'verifier' }] as const
        return {
          outcome: 'broken',
          because: `it asked the API with a word for nothing, such as "undefined", for a value`,
          exhibits,
        }
      }
      const results = ending.kind === 'returned' ? leavesOf([ending.output, ...Object.values(ending.saved)]) : []
      const answered = new Set(proxied(exchanges).flatMap((each) => leavesOf(bodyOf(each)).map(({ value }) => value)))
      const stray = results.find(({ value }) => typeof value === 'string' && isNothing(value) && !answered.has(value))
      if (stray) {
        const because = `${pathText(stray.path.slice(1))} of what it returns is the text ${JSON.stringify(stray.value)}`
        return { outcome: 'broken', because, exhibits: [] }
      }
    }
    return { outcome: 'held' }
  },
}

function textsIn(body: string): string[] {
  return [...body.matchAll(/"([^"\\]*)"/g)].map(([, text = '']) => text)
}

function isNothing(text: string): boolean {
  return /^(undefined|null|NaN|\[object Object\]|Invalid Date)$/.test(decodedOrSame(text))
}
