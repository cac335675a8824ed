import { diffArrays } from 'diff'

/** Lines of the source that no fresh run and no playing ever came to: nothing was seen of what they do. */
export interface NeverReached {
  readonly lines: readonly number[]
  /** Lines that were reached, but for a part of them. */
  readonly inPart: readonly number[]
  /** Those of both on which something is asked of the API, or saved. */
  readonly asking: readonly number[]
}

type Spans = readonly (readonly [number, number])[]

/**
 * What was not run of the compiled code, as lines of the source. The compiler takes types away, adds its own and lays
 * everything out anew before it writes its map; its words it leaves as they are, in order, and they are what is compared.
 */
export function neverReachedIn(code: string, unreached: Spans, source: string): NeverReached | undefined {
  const built = wordsOf(code.slice(0, endOf(code)))
  const written = wordsOf(source)
  if (built.length > mostWords || written.length > mostWords) return undefined
  const pairs = aligned(written, built)
  if (!pairs) return undefined
  const seen = new Map<number, Set<boolean>>()
  const lineOf = lineFinder(source)
  for (const [word, inCode] of pairs) {
    const isReached = !unreached.some(([from, to]) => from <= inCode.at && inCode.at < to)
    const line = lineOf(word.at)
    seen.set(line, (seen.get(line) ?? new Set()).add(isReached))
  }
  const lines = source.split('\n')
  const withSome = [...seen].filter(([, reached]) => reached.has(false)).toSorted(([a], [b]) => a - b)
  return {
    lines: withSome.flatMap(([line, reached]) => (reached.has(true) ? [] : [line])),
    inPart: withSome.flatMap(([line, reached]) => (reached.has(true) ? [line] : [])),
    asking: withSome.flatMap(([line]) => (asks.test(lines[line - 1] ?? '') ? [line] : [])),
  }
}

const asks = /\bnango\s*\.\s*(get|post|put|patch|delete|proxy|paginate|batch\w+)\b/

/** More than this is no function that a person wrote; and to compare them takes its time. */
const mostWords = 20_000
const mostOthers = 4_000

interface Word {
  readonly text: string
  readonly at: number
}

/** The map below the code, and what follows it, are no code. */
function endOf(code: string): number {
  const map = code.lastIndexOf('\n//# sourceMappingURL=')
  return map < 0 ? code.length : map
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\w$]+/g)].map(({ 0: word, index }) => ({ text: word, at: index }))
}

/** Words of the source with what became of them. */
function aligned(written: readonly Word[], built: readonly Word[]): (readonly [Word, Word])[] | undefined {
  const texts = (words: readonly Word[]) => words.map(({ text }) => text)
  const changes = diffArrays(texts(written), texts(built), { maxEditLength: mostOthers })
  if (!changes) return undefined
  const pairs: (readonly [Word, Word])[] = []
  let [inSource, inCode] = [0, 0]
  for (const { count, added, removed } of changes) {
    if (!added && !removed) {
      for (let index = 0; index < count; index++) pairs.push([written[inSource + index]!, built[inCode + index]!])
    }
    if (!added) inSource += count
    if (!removed) inCode += count
  }
  return pairs
}

function lineFinder(text: string): (at: number) => number {
  let [line, position] = [1, 0]
  // Asked in order.
  return (at) => {
    for (; position < at; position++) if (text[position] === '\n') line++
    return line
  }
}
