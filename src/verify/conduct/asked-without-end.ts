import type { Exchange } from '../../gateway/exchange.ts'
import type { ConductCheck } from '../check.ts'

const some = 20
const many = 50

/** Did a run ask the API for the same again and again? Pages differ in their cursors; who waits for something to be done asks a few times. */
export const askedWithoutEnd: ConductCheck = {
  name: 'asked-without-end',
  examine({ recording }) {
    const alike = new Map<string, Exchange[]>()
    for (const exchange of recording) {
      if (exchange.kind !== 'proxy' || exchange.madeBy !== undefined) continue
      const key = `${exchange.during} ${exchange.method} ${exchange.url} ${exchange.requestBody}`
      alike.set(key, [...(alike.get(key) ?? []), exchange])
    }
    const [most = []] = [...alike.values()].toSorted((a, b) => b.length - a.length)
    const [first] = most
    if (!first || most.length <= some) return []
    return [
      {
        severity: most.length > many ? 'violation' : 'note',
        because: `asked ${most.length} times for the same in one run: ${first.method} ${new URL(first.url).pathname}`,
        exhibits: most.slice(0, 3).map(({ seq }) => ({ kind: 'exchange', seq, of: 'agent' })),
      },
    ]
  },
}
