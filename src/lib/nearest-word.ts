/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(word: string, words: Iterable<string>): string {
  const nearest = nearestWord(word, words)
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`
}

/** The word that was probably meant: fewest edits away, and at most a third of its letters; undefined when none is near. */
function nearestWord(word: string, words: Iterable<string>): string | undefined {
  const wanted = word.slice(0, longest).toLowerCase()
  let best: { word: string; edits: number } | undefined
  for (const candidate of words) {
    const edits = editDistance(wanted, candidate.toLowerCase())
    if (edits <= Math.max(1, Math.ceil(candidate.length / 3)) && edits < (best?.edits ?? Infinity)) {
      best = { word: candidate, edits }
    }
  }
  return best?.word
}

// The cost grows with the product of the lengths, and a longer word than this was not mistyped.
const longest = 80

/** Insertions, deletions, replacements and swaps of neighbours between two words. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      let edits = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (swapped && row > 1 && column > 1) edits = Math.min(edits, beforeLast[column - 2]! + 1)
      current.push(edits)
    }
    beforeLast = last
    last = current
  }
  return last[to.length]!
}
